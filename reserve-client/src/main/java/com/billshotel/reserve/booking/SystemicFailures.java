package com.billshotel.reserve.booking;

import com.billshotel.reserve.booking.WorkerMetrics.Step;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether a step fails for every message: then a bug or the setup is the cause, and no message is to blame. */
final class SystemicFailures {
    private static final Logger log = LoggerFactory.getLogger(SystemicFailures.class);

    /** Attempts at single messages that fail in a row while none passes: at least 12 messages, as each has 8 attempts. */
    private static final int LIMIT = 100;

    private final Map<Step, AtomicInteger> failedInARow = new EnumMap<>(Step.class);

    SystemicFailures() {
        for (Step step : Step.values()) {
            failedInARow.put(step, new AtomicInteger());
        }
    }

    /** A batch passed the step. */
    void passed(Step step) {
        AtomicInteger failed = failedInARow.get(step);
        if (failed.get() > 0 && failed.getAndSet(0) >= LIMIT) {
            log.info("{} succeeds again", step);
        }
    }

    /** A message failed at the step although it was alone. */
    void failedAlone(StepFailedException failure) {
        if (failedInARow.get(failure.step()).incrementAndGet() == LIMIT) {
            log.error(
                    "{} attempts at single messages failed in a row, so no message is the cause: {}",
                    LIMIT,
                    failure.toString());
        }
    }

    /** Whether the step fails for every message. */
    boolean include(Step step) {
        return failedInARow.get(step).get() >= LIMIT;
    }
}
