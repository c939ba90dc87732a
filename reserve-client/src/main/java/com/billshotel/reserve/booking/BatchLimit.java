package com.billshotel.reserve.booking;

/** How much one batch may hold. hotel-server decides at most 1,000 at once. */
record BatchLimit(int items, int bytes) {
    static final BatchLimit FULL = new BatchLimit(1_000, 512 * 1024);

    /** Whether one more fits. The first always does, however large it is, or it would never move. */
    boolean admits(int itemsSoFar, int bytesSoFar, PendingMessage next) {
        return itemsSoFar == 0 || (itemsSoFar < items && bytesSoFar + next.bytes() <= bytes);
    }

    BatchLimit withItems(int count) {
        return new BatchLimit(Math.max(1, Math.min(count, FULL.items)), bytes);
    }
}
