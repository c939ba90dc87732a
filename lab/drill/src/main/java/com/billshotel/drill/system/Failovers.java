package com.billshotel.drill.system;

import java.time.Duration;
import java.util.Locale;

/** How long failovers of MySQL took. */
public final class Failovers {
    private int count;
    private Duration longestElection = Duration.ZERO;
    private Duration longest = Duration.ZERO;

    /**
     * Adds one.
     *
     * @param election until another primary was known
     * @param booking from then on until the first booking was committed there
     */
    synchronized void add(Duration election, Duration booking) {
        count++;
        longestElection = max(longestElection, election);
        longest = max(longest, booking);
    }

    /** From another primary to the first booking there, at most. */
    public synchronized Duration longest() {
        return longest;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** As {@code failovers=7 longest-election=14.2s longest-failover-among-faults=1.3s}. */
    @Override
    public synchronized String toString() {
        return String.format(
                Locale.ROOT,
                "failovers=%d longest-election=%.1fs longest-failover-among-faults=%.1fs",
                count,
                longestElection.toMillis() / 1e3,
                longest.toMillis() / 1e3);
    }
}
