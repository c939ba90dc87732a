package com.billshotel.reserve.booking;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs completed batches: each message of a small batch, the totals of a large one, and every dead letter. */
final class OutcomeLog {
    private static final Logger log = LoggerFactory.getLogger(OutcomeLog.class);

    /** In batches larger than this, a line for each message would cost more than the bookings. */
    private static final int SMALL_BATCH = 5;

    static void report(List<Outcome> outcomes, WorkerMetrics metrics) {
        Map<Verdict, Integer> totals = new EnumMap<>(Verdict.class);
        boolean small = outcomes.size() <= SMALL_BATCH;
        for (Outcome outcome : outcomes) {
            totals.merge(outcome.verdict(), 1, Integer::sum);
            if (outcome.isDeadLetter()) {
                warn(outcome);
            } else if (small) {
                inform(outcome);
            }
        }
        if (!small) {
            log.info("{} messages: {}", outcomes.size(), totals);
        }
        totals.forEach(metrics::completed);
    }

    private static void warn(Outcome outcome) {
        log.warn("message {}: dead letter {}: {}", outcome.delivery().messageId(), outcome.verdict(), outcome.detail());
    }

    private static void inform(Outcome outcome) {
        log.info(
                "message {}: reservation {} at hotel {} for user {} {}",
                outcome.delivery().messageId(),
                outcome.message().id(),
                outcome.message().hotelId(),
                outcome.message().userId() == null
                        ? "unknown"
                        : outcome.message().userId(),
                withReason(outcome.verdict()));
    }

    private static String withReason(Verdict verdict) {
        return verdict.reason().isEmpty() ? verdict.name() : verdict.kind() + ": " + verdict.reason();
    }

    private OutcomeLog() {}
}
