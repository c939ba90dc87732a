package com.billshotel.reserve.booking;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: anything up to a bound that doubles with each failure, so that those who failed
 * together do not come back together.
 */
record Backoff(Duration initial, Duration max) {
    static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    private static final int MAX_DOUBLINGS = 30;

    /** The wait after so many failures in a row, at least 1. */
    Duration after(int failures) {
        long bound = initial.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(Math.min(bound, max.toMillis()) + 1));
    }
}
