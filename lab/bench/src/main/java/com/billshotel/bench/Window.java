package com.billshotel.bench;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The stretch of time in which something is counted, after a warm-up in which it is not. */
record Window(Duration warmUp, Duration length) {
    /** How many a second the crowd adds to the count; then it is sent home. */
    double rate(LongSupplier count, ConcurrentCallers crowd) throws InterruptedException {
        try (crowd) {
            return rate(count);
        }
    }

    /** How many a second were added to a count that others are adding to. */
    private double rate(LongSupplier count) throws InterruptedException {
        Thread.sleep(warmUp.toMillis());
        long start = System.nanoTime();
        long before = count.getAsLong();
        Thread.sleep(length.toMillis());
        long after = count.getAsLong();
        return (after - before) * 1e9 / (System.nanoTime() - start);
    }
}
