package com.billshotel.server;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Polls for conditions that cannot be awaited directly. */
final class Eventually {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** InnoDB refreshes its transaction tables only if they were not read for 100 ms. */
    private static final Duration PAUSE = Duration.ofMillis(150);

    private Eventually() {}

    /** Returns once the condition is true; fails after 30 s. */
    static void until(String description, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                fail("Not within %s: %s", TIMEOUT, description);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
