package com.billshotel.reserve.booking;

import com.billshotel.reserve.booking.WorkerMetrics.Step;
import com.billshotel.reserve.intake.Malformed;
import com.billshotel.reserve.intake.ReservationMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;

/** One attempt at a batch: decide, store, acknowledge. Each step runs only if the one before it succeeded. */
final class BatchProcessor {
    private final RoomHolds holds;
    private final List<OutcomeSink> sinks;
    private final WorkerMetrics metrics;

    BatchProcessor(RoomHolds holds, List<OutcomeSink> sinks, WorkerMetrics metrics) {
        this.holds = holds;
        this.sinks = List.copyOf(sinks);
        this.metrics = metrics;
    }

    /** All three steps. */
    void process(List<PendingMessage> batch) throws StepFailedException {
        complete(batch, decide(batch));
    }

    /** The first step: determines the outcome of each message. */
    List<Outcome> decide(List<PendingMessage> batch) throws StepFailedException {
        return attempt(Step.DECIDE, () -> outcomes(batch));
    }

    /** The other two steps: stores the outcomes, then acknowledges the messages. */
    void complete(List<PendingMessage> batch, List<Outcome> outcomes) throws StepFailedException {
        attempt(Step.STORE, () -> store(outcomes));
        attempt(Step.ACKNOWLEDGE, () -> acknowledge(batch));
        OutcomeLog.report(outcomes, metrics);
        metrics.batchCompleted(
                batch.size(), Duration.ofNanos(System.nanoTime() - batch.get(0).receivedNanos()));
    }

    /**
     * Catches every Throwable, even OutOfMemoryError: if a lane's thread died, its messages would be stuck, whereas a retry may
     * succeed once other threads have freed memory.
     */
    private <T> T attempt(Step step, Callable<T> work) throws StepFailedException {
        try {
            return work.call();
        } catch (Throwable failure) {
            metrics.attemptFailed(step);
            throw new StepFailedException(step, failure);
        }
    }

    private List<Outcome> outcomes(List<PendingMessage> batch) throws Exception {
        List<ReservationMessage> messages = wellFormed(batch);
        List<RoomHolds.Decision> decisions = messages.isEmpty() ? List.of() : holds.decide(messages);
        if (decisions.size() != messages.size()) {
            throw new IllegalStateException(decisions.size() + " decisions for " + messages.size() + " messages");
        }
        Iterator<RoomHolds.Decision> next = decisions.iterator();
        List<Outcome> outcomes = new ArrayList<>(batch.size());
        for (PendingMessage pending : batch) {
            outcomes.add(
                    pending.content() instanceof ReservationMessage message
                            ? Outcome.of(pending.delivery(), message, next.next())
                            : Outcome.of(pending.delivery(), (Malformed) pending.content()));
        }
        return outcomes;
    }

    private static List<ReservationMessage> wellFormed(List<PendingMessage> batch) {
        List<ReservationMessage> messages = new ArrayList<>(batch.size());
        for (PendingMessage pending : batch) {
            if (pending.content() instanceof ReservationMessage message) {
                messages.add(message);
            }
        }
        return messages;
    }

    private Void store(List<Outcome> outcomes) throws Exception {
        for (OutcomeSink sink : sinks) {
            sink.store(outcomes);
        }
        return null;
    }

    private static Void acknowledge(List<PendingMessage> batch) {
        batch.forEach(pending -> pending.delivery().acknowledgement().acknowledge());
        return null;
    }
}
