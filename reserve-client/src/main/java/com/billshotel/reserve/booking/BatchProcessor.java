package com.billshotel.reserve.booking;

import com.billshotel.reserve.booking.WorkerMetrics.Step;
import com.billshotel.reserve.intake.Malformed;
import com.billshotel.reserve.intake.ReservationMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** One attempt at a batch: decide, store, acknowledge. Each step runs only if the one before it succeeded. */
final class BatchProcessor {
    private final RoomHolds holds;
    private final List<OutcomeSink> sinks;
    private final Function<Throwable, Failure> classifier;
    private final SystemicFailures systemic;
    private final WorkerMetrics metrics;

    BatchProcessor(
            RoomHolds holds,
            List<OutcomeSink> sinks,
            Function<Throwable, Failure> classifier,
            SystemicFailures systemic,
            WorkerMetrics metrics) {
        this.holds = holds;
        this.sinks = List.copyOf(sinks);
        this.classifier = classifier;
        this.systemic = systemic;
        this.metrics = metrics;
    }

    /** The first step: returns the batch with the outcome of each message. */
    Batch decide(Batch batch) throws StepFailedException, InterruptedException {
        Batch decided = batch.decided(attempt(Step.DECIDE, () -> outcomes(batch.messages())));
        if (batch.oldest().content()
                instanceof ReservationMessage) { // the decision on a malformed message proves nothing
            systemic.passed(Step.DECIDE);
        }
        return decided;
    }

    /** The other two steps: stores the outcomes of a decided batch, then acknowledges its messages. */
    void complete(Batch decided) throws StepFailedException, InterruptedException {
        attempt(Step.STORE, () -> store(decided.outcomes()));
        systemic.passed(Step.STORE);
        attempt(Step.ACKNOWLEDGE, () -> acknowledge(decided.messages()));
        OutcomeLog.report(decided.outcomes(), metrics);
        metrics.batchCompleted(
                decided.size(),
                Duration.ofNanos(System.nanoTime() - decided.oldest().receivedNanos()));
    }

    /**
     * Catches every other Throwable, even OutOfMemoryError: if a lane's thread died, its messages would be stuck, whereas a
     * retry may succeed once other threads have freed memory.
     */
    private <T> T attempt(Step step, Callable<T> work) throws StepFailedException, InterruptedException {
        try {
            return work.call();
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Throwable failure) {
            metrics.attemptFailed(step);
            throw new StepFailedException(step, classifier.apply(failure), failure);
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
