package com.billshotel.reserve.booking;

import com.billshotel.reserve.booking.Failure.Contended;
import com.billshotel.reserve.booking.Failure.DependencyDown;
import com.billshotel.reserve.booking.Failure.Suspect;
import java.util.function.Predicate;

/**
 * Runs a step of a batch until it succeeds, and confines each failure to what it concerns.
 *
 * <ul>
 *   <li>{@link DependencyDown}: keeps the batch whole and waits, with backoff, until the dependency answers.
 *   <li>{@link Contended}: takes the locked hotels out of the batch, and goes on with the others.
 *   <li>{@link Suspect}: bisects the batch to the message that fails alone, and goes on with the others.
 * </ul>
 */
final class FailurePolicy {
    /** A deadlock's victim usually gets through on the next attempt. */
    private static final int ATTEMPTS_AT_UNKNOWN_CONTENTION = 3;

    private final LaneSettings settings;
    private final Leases leases;
    private final Outages outages = new Outages();

    /** An attempt at one or more steps of a batch. */
    interface Attempt {
        void run(Batch batch) throws StepFailedException, InterruptedException;
    }

    /** Takes over the messages that must not hold up the rest of their batch. The others, in order, come before them. */
    interface Isolation {
        /** These messages' hotels are locked. */
        void contended(Batch batch, StepFailedException failure) throws StepFailedException;

        /** This message fails alone. */
        void suspect(PendingMessage message, StepFailedException failure) throws StepFailedException;

        /** These messages' leases ended while a dependency was down. */
        void overdue(Batch batch);
    }

    FailurePolicy(LaneSettings settings, Leases leases) {
        this.settings = settings;
        this.leases = leases;
    }

    /**
     * Returns when each message has passed or has been isolated.
     *
     * @throws StepFailedException only from the {@code isolation}
     */
    void run(Batch batch, Attempt attempt, Isolation isolation) throws StepFailedException, InterruptedException {
        Batch rest = batch;
        for (int attempts = 1; !rest.isEmpty(); attempts++) {
            try {
                attemptUntilUp(rest, attempt, isolation);
                return;
            } catch (StepFailedException failed) {
                if (failed.failure() instanceof Contended contended) {
                    rest = isolateContended(rest, contended, attempts, failed, isolation);
                } else if (rest.size() > 1) {
                    run(rest.firstHalf(), attempt, isolation);
                    rest = rest.secondHalf();
                } else {
                    isolation.suspect(rest.oldest(), failed);
                    return;
                }
            }
        }
    }

    /** Repeats the attempt while a dependency is down. */
    private void attemptUntilUp(Batch batch, Attempt attempt, Isolation isolation)
            throws StepFailedException, InterruptedException {
        try (Outages.Wait wait = outages.newWait()) {
            for (int failures = 1; ; failures++) {
                try {
                    attempt.run(batch);
                    wait.over();
                    return;
                } catch (StepFailedException failed) {
                    if (!(failed.failure() instanceof DependencyDown down)) {
                        wait.over();
                        throw failed;
                    }
                    wait.continues(down);
                }
                if (leases.isOver(batch.oldest())) {
                    isolation.overdue(batch);
                    return;
                }
                settings.outage().sleep(failures);
            }
        }
    }

    /** Returns what is left of the batch. */
    private Batch isolateContended(
            Batch batch, Contended contended, int attempts, StepFailedException failed, Isolation isolation)
            throws StepFailedException, InterruptedException {
        Predicate<PendingMessage> isLocked = message -> message.isForAnyOf(contended.hotelIds());
        Batch locked = batch.only(isLocked);
        if (!locked.isEmpty()) {
            isolation.contended(locked, failed);
            return batch.only(isLocked.negate());
        } else if (attempts < ATTEMPTS_AT_UNKNOWN_CONTENTION) {
            settings.retry().sleep(1);
            return batch;
        }
        isolation.contended(batch, failed);
        return Batch.EMPTY;
    }
}
