package com.billshotel.server;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what nobody announces. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** InnoDB's tables of transactions stay as they are until nobody has read them for 100 ms. */
    private static final Duration PAUSE = Duration.ofMillis(150);

    private Eventually() {}

    /** Asks until the answer is yes; fails after half a minute. */
    static void until(String what, Callable<Boolean> question) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!question.call()) {
            if (System.nanoTime() > end) {
                fail("Not within %s: %s", PATIENCE, what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
