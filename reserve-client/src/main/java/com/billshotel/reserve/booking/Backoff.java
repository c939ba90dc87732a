package com.billshotel.reserve.booking;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential backoff with full jitter: the bound doubles with each failure, and the delay is random up to that bound, so that
 * batches that failed together do not retry together.
 */
record Backoff(Duration initial, Duration max) {
    static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

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
}
