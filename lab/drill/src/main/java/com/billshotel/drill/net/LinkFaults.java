package com.billshotel.drill.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The faults of a link, and how many COMMITs it made ambiguous. */
public final class LinkFaults {
    private final boolean mysql;
    private final AtomicInteger commitsToCut = new AtomicInteger();
    private final AtomicLong ambiguousCommits = new AtomicLong();
    private volatile long delayedUntil = System.nanoTime();
    private volatile long delayMillis;
    private volatile long mutedUntil = System.nanoTime();

    LinkFaults(boolean mysql) {
        this.mysql = mysql;
    }

    /** Whether the link's target is MySQL. */
    public boolean isToMysql() {
        return mysql;
    }

    /** Delays each read for a period of time. */
    public void delay(Duration each, Duration period) {
        delayMillis = each.toMillis();
        delayedUntil = System.nanoTime() + period.toNanos();
    }

    /** Drops replies for a period of time, then cuts the connections that lost some. */
    public void dropReplies(Duration period) {
        mutedUntil = System.nanoTime() + period.toNanos();
    }

    /** Forwards this many COMMITs and cuts their connections before the client sees a reply. */
    public void cutCommits(int count) {
        commitsToCut.set(count);
    }

    /** Ends all faults. */
    public void heal() {
        delayedUntil = System.nanoTime();
        mutedUntil = System.nanoTime();
        commitsToCut.set(0);
    }

    public long ambiguousCommits() {
        return ambiguousCommits.get();
    }

    void pauseIfDelayed() {
        if (System.nanoTime() < delayedUntil) {
            try {
                Thread.sleep(delayMillis);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean isMuted() {
        return System.nanoTime() < mutedUntil;
    }

    /** Whether to cut this COMMIT's connection; if so, counts it as ambiguous. */
    boolean cutsCommit() {
        if (commitsToCut.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            return false;
        }
        ambiguousCommits.incrementAndGet();
        return true;
    }
}
