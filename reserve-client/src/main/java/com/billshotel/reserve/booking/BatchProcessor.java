package com.billshotel.reserve.booking;

import com.billshotel.reserve.booking.WorkerMetrics.Step;
import com.billshotel.reserve.intake.Malformed;
import com.billshotel.reserve.intake.ReservationMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;

/** One attempt at a batch: decide, store, acknowledge, in this order and each only if the one before it succeeded. */
final class BatchProcessor {
    private final RoomHolds holds;
    private final List<OutcomeSink> sinks;
    private final WorkerMetrics metrics;

    BatchProcessor(RoomHolds holds, List<OutcomeSink> sinks, WorkerMetrics metrics) {
        this.holds = holds;
        this.sinks = List.copyOf(sinks);
        this.metrics = metrics;
    }

    void process(List<PendingMessage> items) throws StepFailedException {
        conclude(items, decide(items));
    }

    /** The first step: what becomes of each. */
    List<Outcome> decide(List<PendingMessage> items) throws StepFailedException {
        return attempt(Step.DECIDE, () -> outcomes(items));
    }

    /** The processor that follow: stores what was decided, then acknowledges. */
    void conclude(List<PendingMessage> items, List<Outcome> outcomes) throws StepFailedException {
        attempt(Step.STORE, () -> store(outcomes));
        attempt(Step.ACKNOWLEDGE, () -> acknowledge(items));
        OutcomeLog.report(outcomes, metrics);
        metrics.batchDone(
                items.size(), Duration.ofNanos(System.nanoTime() - items.get(0).receivedNanos()));
    }

    /**
     * Catches everything, running out of memory too: a lane that died would keep its messages for ever, while one that tries
     * again may succeed when others have let go of theirs.
     */
    private <T> T attempt(Step step, Callable<T> work) throws StepFailedException {
        try {
            return work.call();
        } catch (Throwable failure) {
            metrics.attemptFailed(step);
            throw new StepFailedException(step, failure);
        }
    }

    private List<Outcome> outcomes(List<PendingMessage> items) throws Exception {
        List<ReservationMessage> messages = messagesIn(items);
        List<RoomHolds.Decision> decisions = askFor(messages);
        if (decisions.size() != messages.size()) {
            throw new IllegalStateException(decisions.size() + " answers to " + messages.size() + " messages");
        }
        Iterator<RoomHolds.Decision> next = decisions.iterator();
        List<Outcome> outcomes = new ArrayList<>(items.size());
        for (PendingMessage item : items) {
            outcomes.add(
                    item.content() instanceof ReservationMessage message
                            ? Outcome.of(item, message, next.next())
                            : Outcome.of(item, (Malformed) item.content()));
        }
        return outcomes;
    }

    private List<RoomHolds.Decision> askFor(List<ReservationMessage> messages) throws Exception {
        if (messages.isEmpty()) {
            return List.of();
        }
        return holds.decide(messages);
    }

    private static List<ReservationMessage> messagesIn(List<PendingMessage> items) {
        List<ReservationMessage> messages = new ArrayList<>(items.size());
        for (PendingMessage item : items) {
            if (item.content() instanceof ReservationMessage message) {
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

    private static Void acknowledge(List<PendingMessage> items) {
        items.forEach(item -> item.delivery().acknowledgement().acknowledge());
        return null;
    }
}
