package com.billshotel.bench;

import java.util.concurrent.TimeUnit;

/** Notices that a count no longer changes. A slow machine may take as long as it needs, as long as it makes progress. */
final class Stall {
    private final long limitNanos;
    private long last = -1;
    private long since;

    Stall(int limitSeconds) {
        this.limitNanos = TimeUnit.SECONDS.toNanos(limitSeconds);
    }

    /** Whether the count has been the same for longer than the limit. */
    boolean lasts(long count) {
        long now = System.nanoTime();
        if (count != last) {
            last = count;
            since = now;
        }
        return now - since > limitNanos;
    }
}
