package com.billshotel.reserve.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.reserve.booking.Failure.Contended;
import com.billshotel.reserve.booking.Failure.DependencyDown;
import com.billshotel.reserve.booking.WorkerMetrics.Step;
import com.billshotel.reserve.fakes.InMemoryMetrics;
import com.billshotel.runtime.app.testing.CapturedLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {
    private static final Failure DOWN = new DependencyDown("MySQL", "refused");
    private static final Failure DEADLOCK = new Contended(Set.of(), "deadlock");

    /** Long enough that a wait never ends by itself during a test. */
    private static final Backoff LONG = new Backoff(Duration.ofDays(1), Duration.ofDays(1));

    private static final Backoff SHORT = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));

    private final Batch batch = Batch.undecided(new PendingMessages().bookings(4, 7));
    private final Attempts attempts = new Attempts();
    private final Isolated isolated = new Isolated();

    @Test
    void deadlock_isRetriedWholeTwice() throws Exception {
        attempts.fail(DEADLOCK, DEADLOCK);

        policy(SHORT, LONG).run(batch, attempts, isolated);

        assertThat(attempts.batches).containsExactly(batch, batch, batch);
        assertThat(isolated.contended).isEmpty();
    }

    @Test
    void deadlock_forTheThirdTime_isolatesTheBatch() throws Exception {
        attempts.fail(DEADLOCK, DEADLOCK, DEADLOCK);

        policy(SHORT, LONG).run(batch, attempts, isolated);

        assertThat(attempts.batches).hasSize(3);
        assertThat(isolated.contended).containsExactly(batch);
    }

    @Test
    void deadlock_isRetriedAfterAPause() {
        attempts.fail(DEADLOCK);

        assertInterruptedAfterOneAttempt(policy(LONG, SHORT));
    }

    @Test
    void outage_isWaitedFor() {
        attempts.fail(DOWN);

        assertInterruptedAfterOneAttempt(policy(SHORT, LONG));
    }

    @Test
    void outage_longerThanTheLease_givesTheBatchUp() throws Exception {
        long twoHoursAgo = System.nanoTime() - Duration.ofHours(2).toNanos();
        Batch old = Batch.undecided(List.of(new PendingMessages().booking(1, 7, 0, twoHoursAgo)));
        attempts.fail(DOWN);

        policy(SHORT, LONG).run(old, attempts, isolated);

        assertThat(attempts.batches).hasSize(1);
        assertThat(isolated.overdue).containsExactly(old);
    }

    /** The lock shows that the dependency answers. */
    @Test
    void outage_thatEndsWithAnotherFailure_isOver() throws Exception {
        attempts.fail(DOWN, new Contended(Set.of(7), "locked"));
        try (CapturedLog log = new CapturedLog(Outages.class.getName())) {
            policy(LONG, SHORT).run(batch, attempts, isolated);

            assertThat(log.linesWith("answers again")).hasSize(1);
        }
        assertThat(isolated.contended).containsExactly(batch);
    }

    private void assertInterruptedAfterOneAttempt(FailurePolicy policy) {
        Thread.currentThread().interrupt(); // ends the first pause, as it begins

        assertThatThrownBy(() -> policy.run(batch, attempts, isolated)).isInstanceOf(InterruptedException.class);
        assertThat(attempts.batches).hasSize(1);
    }

    private static FailurePolicy policy(Backoff retry, Backoff outage) {
        LaneSettings settings = new LaneSettings(1, 1, retry, outage, Duration.ofHours(1), Duration.ofSeconds(1));
        return new FailurePolicy(settings, new Leases(settings.lease(), new InMemoryMetrics()));
    }

    /** Fails as it was told, then succeeds. */
    private static final class Attempts implements FailurePolicy.Attempt {
        final List<Batch> batches = new ArrayList<>();
        private final Deque<Failure> failures = new ArrayDeque<>();

        void fail(Failure... next) {
            Collections.addAll(failures, next);
        }

        @Override
        public void run(Batch part) throws StepFailedException {
            batches.add(part);
            if (!failures.isEmpty()) {
                throw new StepFailedException(Step.STORE, failures.removeFirst(), null);
            }
        }
    }

    private static final class Isolated implements FailurePolicy.Isolation {
        final List<Batch> contended = new ArrayList<>();
        final List<Batch> overdue = new ArrayList<>();

        @Override
        public void contended(Batch part, StepFailedException failure) {
            contended.add(part);
        }

        @Override
        public void suspect(PendingMessage message, StepFailedException failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void overdue(Batch part) {
            overdue.add(part);
        }
    }
}
