package com.billshotel.runtime.retention;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What a sweep has done so far; another thread may read it meanwhile. */
final class Tally {
    private final LongAdder read = new LongAdder();
    private final LongAdder found = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final LongAdder referenced = new LongAdder();
    private volatile int locked;
    private volatile Duration longest = Duration.ZERO;

    void addRead(int rows) {
        read.add(rows);
    }

    void addFound(int rows) {
        found.add(rows);
    }

    void addDone(int rows) {
        done.add(rows);
    }

    void addReferenced(int rows) {
        referenced.add(rows);
    }

    void setLocked(int rows) {
        locked = rows;
    }

    /** Called by one thread only. */
    void addTransaction(Duration time) {
        longest = time.compareTo(longest) > 0 ? time : longest;
    }

    /** Rows that were to be changed or deleted when they were read. */
    long found() {
        return found.sum();
    }

    /** Rows that were changed or deleted. */
    long done() {
        return done.sum();
    }

    /** Rows that were not deleted, because another table refers to them. */
    long referenced() {
        return referenced.sum();
    }

    /** Rows that were left out, because other sessions keep them locked. */
    int locked() {
        return locked;
    }

    /** The longest transaction: for so long others may have waited for a row. */
    Duration longest() {
        return longest;
    }

    @Override
    public String toString() {
        return read + " rows read, " + found + " found" + (locked == 0 ? "" : ", waiting for the locks of " + locked);
    }
}
