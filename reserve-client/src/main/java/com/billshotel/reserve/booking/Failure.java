package com.billshotel.reserve.booking;

import java.util.Set;

/** Why an attempt at a batch failed, which decides what happens to the batch; see {@link FailurePolicy}. */
public sealed interface Failure {
    /** What went wrong, on one line. */
    String detail();

    /**
     * A dependency is unreachable, overloaded, not serving or not set up. The messages are not the cause.
     *
     * @param dependency its name, for log lines
     */
    record DependencyDown(String dependency, String detail) implements Failure {}

    /**
     * Another transaction holds the lock of a hotel in the batch.
     *
     * @param hotelIds the hotels that are locked; empty if unknown, as after a deadlock
     */
    record Contended(Set<Integer> hotelIds, String detail) implements Failure {
        /** Makes a defensive copy. */
        public Contended {
            hotelIds = Set.copyOf(hotelIds);
        }
    }

    /** Only the content of a message can explain it, or a bug. */
    record Suspect(String detail) implements Failure {}
}
