package com.billshotel.drill.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a link does wrong at present, and how often it made a COMMIT ambiguous. */
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

    /** Whether it leads to MySQL. */
    public boolean isToMysql() {
        return mysql;
    }

    /** Holds up whatever is sent, for so long each time. */
    public void delay(Duration each, Duration period) {
        delayMillis = each.toMillis();
        delayedUntil = System.nanoTime() + period.toNanos();
    }

    /** Swallows the replies; connections that lost some are cut in the end. */
    public void dropReplies(Duration period) {
        mutedUntil = System.nanoTime() + period.toNanos();
    }

    /** Lets that many COMMITs through and cuts the connection before the client hears what became of them. */
    public void cutCommits(int count) {
        commitsToCut.set(count);
    }

    /** Ends all that is wrong. */
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
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean isMuted() {
        return System.nanoTime() < mutedUntil;
    }

    /** Whether this COMMIT is one of those to be cut; counts it if so. */
    boolean takesCommit() {
        if (commitsToCut.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            return false;
        }
        ambiguousCommits.incrementAndGet();
        return true;
    }
}
