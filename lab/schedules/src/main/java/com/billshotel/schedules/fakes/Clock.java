package com.billshotel.schedules.fakes;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.pastalab.fray.core.delegates.RuntimeDelegate;
import org.pastalab.fray.runtime.Runtime;

/** The scheduler's clock. */
public final class Clock {
    private static final long START =
            TimeUnit.DAYS.toNanos(LocalDate.of(2030, 1, 1).toEpochDay());

    private Clock() {}

    /**
     * Sets the time to the same value in every process. The number of steps before, and so the time, may differ: the JDK
     * registers a thread pool in a map that is ordered by identity. To be called when no thread waits for a time.
     */
    public static void reset() {
        ((RuntimeDelegate) Runtime.LOCK_DELEGATE)
                .getContext()
                .getTimeController()
                .setNanoTime(START);
    }
}
