package com.billshotel.reserve.booking;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Exponential backoff with full jitter: the bound doubles with each failure, and the delay is random up to that bound, so that
 * batches that failed together do not retry together.
 */
record Backoff(Duration initial, Duration max) {
    private static final int MAX_DOUBLINGS = 30;

    /**
     * The delay before the next attempt.
     *
     * @param failures consecutive failures so far, at least 1
     */
    Duration after(int failures) {
        long bound = initial.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(Math.min(bound, max.toMillis()) + 1));
    }

    /** Sleeps for the delay before the next attempt; see {@link #after}. */
    void sleep(int failures) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(after(failures).toNanos());
    }
}
