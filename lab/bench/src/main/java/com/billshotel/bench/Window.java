package com.billshotel.bench;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The period during which something is counted, after a warm-up. */
record Window(Duration warmUp, Duration length) {
    /** How much the callers add to the count per second; closes the callers afterwards. */
    double rate(LongSupplier count, ConcurrentCallers callers) throws InterruptedException {
        try (callers) {
            return rate(count);
        }
    }

    private double rate(LongSupplier count) throws InterruptedException {
        Thread.sleep(warmUp.toMillis());
        long start = System.nanoTime();
        long before = count.getAsLong();
        Thread.sleep(length.toMillis());
        long after = count.getAsLong();
        return (after - before) * 1e9 / (System.nanoTime() - start);
    }
}
