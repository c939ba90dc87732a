package com.billshotel.schedules;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.pastalab.fray.core.ThreadContext;
import org.pastalab.fray.rmi.ScheduleObserver;

/** Counts the different schedules: those whose sequences of thread switches differ. */
final class Fingerprints implements ScheduleObserver<ThreadContext> {
    private static final int FACTOR = 1_000_003;

    private final Set<Long> seen = new HashSet<>();
    private long fingerprint;

    @Override
    public void onNewSchedule(Collection<? extends ThreadContext> all, ThreadContext next) {
        fingerprint = fingerprint * FACTOR + next.getIndex();
    }

    @Override
    public void onContextSwitch(ThreadContext current, ThreadContext next) {}

    /** A schedule begins; the one before has ended. */
    void next() {
        if (fingerprint != 0) {
            seen.add(fingerprint);
            fingerprint = 0;
        }
    }

    /** The number of different schedules, including the current one. */
    int distinct() {
        next();
        return seen.size();
    }
}
