package com.billshotel.reserve.booking;

/** The maximum size of a batch. hotel-server accepts at most 1,000 requests per call. */
record BatchLimit(int messages, int bytes) {
    static final BatchLimit FULL = new BatchLimit(1_000, 512 * 1024);

    /** Whether one more message fits. The first always does, whatever its size; otherwise it could never be processed. */
    boolean admits(int messagesSoFar, int bytesSoFar, PendingMessage next) {
        return messagesSoFar == 0 || (messagesSoFar < messages && bytesSoFar + next.bytes() <= bytes);
    }
}
