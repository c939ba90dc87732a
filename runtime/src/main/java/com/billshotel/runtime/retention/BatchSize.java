package com.billshotel.runtime.retention;

import java.time.Duration;

/**
 * How many rows a transaction may change so that it holds its locks for less than 100 ms, on a server of any speed and load. It halves
 * when a transaction took more than a quarter of that, and grows slowly otherwise. The first one changes one row, because it also
 * loads classes while it holds its locks.
 */
final class BatchSize {
    private static final Duration LIMIT = Duration.ofMillis(25);
    private static final int FIRST = 1;
    private static final int MAX = 100;

    private int rows = FIRST;

    int rows() {
        return rows;
    }

    /** Adapts to the time from a transaction's begin to the end of its commit. */
    void took(Duration time) {
        if (time.compareTo(LIMIT) > 0) {
            halve();
        } else {
            rows = Math.min(MAX, rows + Math.max(1, rows / 10));
        }
    }

    void halve() {
        rows = Math.max(1, rows / 2);
    }
}
