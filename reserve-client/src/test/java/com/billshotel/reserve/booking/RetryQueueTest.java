package com.billshotel.reserve.booking;

import static com.billshotel.reserve.fakes.Messages.booking;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.fakes.Await;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.runtime.app.testing.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contention: a locked hotel waits alone, and the others go on. */
class RetryQueueTest {
    private static final int LOCKED = 13;
    private static final int FREE = 14;

    private final Worker worker = new Worker();
    private final PendingMessages messages = new PendingMessages();

    @AfterEach
    void close() {
        worker.recoverAndClose();
    }

    @Test
    void hotel_thatIsLocked_doesNotDelayAnotherInItsLane() throws Exception {
        worker.rooms.hotel(LOCKED, 5).hotel(FREE, 100);
        worker.rooms.faults.whenever(message -> message.hotelId() == LOCKED, () -> Worker.locked(LOCKED));
        String locked = worker.broker.publish(booking(1, LOCKED));
        List<String> free = new ArrayList<>();
        for (int id = 2; id < 50; id++) {
            free.add(worker.broker.publish(booking(id, FREE)));
        }

        worker.broker.awaitAcknowledged(free.toArray(String[]::new));

        assertThat(worker.broker.acknowledged()).doesNotContain(locked);
        worker.rooms.faults.never();
        worker.broker.awaitAcknowledged(locked);
    }

    /** hotel-server names the locked hotels: the messages of the others stay in the lane, together. */
    @Test
    void hotels_inTheBatchOfALockedOne_areNotRetriedSeparately() throws Exception {
        int hotels = 500;
        IntStream.range(0, hotels).forEach(hotel -> worker.rooms.hotel(hotel, 5));
        worker.rooms.faults.whenever(message -> message.hotelId() == LOCKED, () -> Worker.locked(LOCKED));
        IntStream.range(0, hotels).forEach(id -> worker.broker.publish(booking(id, id)));

        Await.until("the others", () -> worker.broker.acknowledged().size() == hotels - 1);

        assertThat(worker.metrics.count("retried")).isEqualTo(1);
        worker.rooms.faults.never();
        worker.broker.awaitAllAcknowledged();
    }

    /** As after a deadlock: MySQL does not say which rows it was about. */
    @Test
    void hotel_lockedWithoutBeingNamed_isRetriedSeparately() throws Exception {
        worker.rooms.hotel(LOCKED, 100).hotel(FREE, 100);
        worker.ledger.faults.whenever(outcome -> outcome.message().hotelId() == LOCKED, Worker::locked);
        List<String> free = new ArrayList<>();
        for (int id = 0; id < 200; id += 2) {
            worker.broker.publish(booking(id, LOCKED));
            free.add(worker.broker.publish(booking(id + 1, FREE)));
        }

        worker.broker.awaitAcknowledged(free.toArray(String[]::new));

        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();
        assertThat(worker.rooms.rooms(FREE)).isZero();
        assertThat(worker.metrics.count("quarantined")).isZero();
    }

    @Test
    void batch_afterASingleDeadlock_isRetriedWhole() throws Exception {
        worker.rooms.hotel(FREE, 100).faults.nextBefore(1, Worker::locked);

        worker.publishInTurn(booking(1, FREE));

        assertThat(worker.metrics.count("retried")).isZero();
    }

    @Test
    void hotel_inTheRetryQueue_keepsItsOrder() throws Exception {
        worker.rooms.hotel(LOCKED, 1_000);
        worker.rooms.faults.whenever(message -> true, () -> Worker.locked(LOCKED));
        for (int id = 0; id < 100; id++) {
            worker.broker.publish(booking(id, LOCKED));
        }
        Await.until("failures", () -> worker.rooms.faults.count() > 5);
        for (int id = 100; id < 200; id++) {
            worker.broker.publish(booking(id, LOCKED));
        }
        worker.rooms.faults.never();
        for (int id = 200; id < 1_000; id++) {
            worker.broker.publish(booking(id, LOCKED));
        }
        worker.broker.awaitAllAcknowledged();

        assertThat(decided(LOCKED))
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(id -> (long) id).toList());
    }

    @Test
    void hotel_afterItsRetries_isBackInItsLane() throws Exception {
        worker.rooms.hotel(LOCKED, 1_000).faults.nextBefore(3, () -> Worker.locked(LOCKED));
        worker.publishInTurn(booking(1, LOCKED));
        int retried = worker.metrics.count("retried");

        worker.publishInTurn(booking(2, LOCKED), booking(3, LOCKED));

        assertThat(retried).isEqualTo(1);
        assertThat(worker.metrics.count("retried")).isEqualTo(retried);
    }

    @Test
    void malformedMessages_thatCannotBeStored_doNotDelayBookings() throws Exception {
        worker.rooms.hotel(FREE, 100);
        worker.ledger.faults.whenever(outcome -> outcome.message() == null, Worker::locked);
        for (int i = 0; i < 100; i++) {
            worker.broker.publish("junk " + i);
        }

        worker.publishInTurn(booking(1, FREE), booking(2, FREE));

        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();
        assertThat(worker.ledger.deadLetters()).hasSize(100);
    }

    /** They queue behind it, and a further attempt is for them. */
    @Test
    void messages_thatArriveDuringAnAttempt_areCompleted() throws Exception {
        Gate gate = new Gate();
        try (BookingLanes lanes =
                BookingLanes.start(gate, List.of(worker.ledger), Worker::classify, worker.metrics, Worker.ONE_LANE)) {
            worker.broker.deliverTo(lanes::accept);
            worker.broker.publish(booking(1, LOCKED));
            gate.entered.await();
            worker.broker.publish(booking(2, LOCKED));
            worker.broker.awaitAcknowledged(worker.broker.publish(booking(3, FREE))); // so the lane has seen 2

            gate.opened.countDown();

            worker.broker.awaitAllAcknowledged();
        }
        assertThat(worker.metrics.count("retried")).isEqualTo(1);
    }

    @Test
    void message_thatFailsAloneInTheRetryQueue_isQuarantinedOnce() throws Exception {
        worker.rooms.hotel(LOCKED, 5).hotel(FREE, 5);
        worker.rooms.faults.whenever(message -> message.hotelId() == LOCKED, () -> Worker.locked(LOCKED));
        IntStream.rangeClosed(1, 3).forEach(id -> worker.broker.publish(booking(id, LOCKED)));
        worker.publishInTurn(booking(4, FREE)); // so the lane has seen the others
        worker.ledger.faults.whenever(
                outcome -> outcome.message().id() == 3 && !outcome.isDeadLetter(), IllegalStateException::new);

        worker.rooms.faults.never();
        worker.broker.awaitAllAcknowledged();

        assertThat(worker.ledger.deadLetters()).containsOnlyKeys("3");
        assertThat(worker.metrics.count("quarantined")).isEqualTo(1);
    }

    @Test
    void message_whoseLeaseEndsInAnOutageDuringItsRetry_isNackedOnce() throws Exception {
        LaneSettings shortLease = new LaneSettings(
                1,
                1,
                Worker.ONE_LANE.retry(),
                Worker.ONE_LANE.outage(),
                Duration.ofSeconds(2),
                Worker.ONE_LANE.drain());
        AtomicBoolean locked = new AtomicBoolean(true);
        try (Worker impatient = new Worker(shortLease)) {
            impatient.rooms.hotel(LOCKED, 5).hotel(FREE, 5);
            impatient.rooms.faults.whenever(
                    message -> message.hotelId() == LOCKED,
                    () -> locked.getAndSet(false) ? Worker.locked(LOCKED) : Worker.down());
            String id = impatient.broker.publish(booking(1, LOCKED));
            Await.until("nack", () -> impatient.broker.nacked().contains(id));

            impatient.rooms.faults.never();
            impatient.publishInTurn(booking(2, LOCKED));

            assertThat(impatient.metrics.count("nacked")).isEqualTo(1);
            assertThat(impatient.broker.acknowledged()).doesNotContain(id);
        }
    }

    /** A bug outside of the steps, or a lack of memory. */
    @Test
    void attempt_thatFailsUnexpectedly_isRepeated() throws Exception {
        worker.rooms.hotel(LOCKED, 5).faults.nextBefore(2, () -> Worker.locked(LOCKED));
        AtomicInteger failures = new AtomicInteger();
        Function<Throwable, Failure> classifier = failure -> {
            if (failures.incrementAndGet() == 2) {
                throw new IllegalStateException("a bug");
            }
            return Worker.classify(failure);
        };
        try (BookingLanes lanes =
                BookingLanes.start(worker.rooms, List.of(worker.ledger), classifier, worker.metrics, Worker.ONE_LANE)) {
            worker.broker.deliverTo(lanes::accept);
            worker.publishInTurn(booking(1, LOCKED));
        }

        assertThat(failures).hasValue(2);
    }

    @Test
    void close_waitsForRetries() throws Exception {
        worker.rooms.hotel(LOCKED, 5).faults.whenever(message -> true, () -> Worker.locked(LOCKED));
        String id = worker.broker.publish(booking(1, LOCKED));
        Await.until("the queue", () -> worker.metrics.count("retried") == 1);
        Thread closing = new Thread(worker::close);
        closing.start();
        Await.until("waiting", () -> isWaitingForRetries(closing) || !closing.isAlive());

        worker.rooms.faults.never();
        closing.join();

        assertThat(worker.broker.acknowledged()).containsExactly(id);
    }

    /** A failure that happens to every message is not the fault of one: it counts, however often the same message has it. */
    @Test
    void suspects_areCountedAtEachAttempt() throws Exception {
        SystemicFailures systemic = new SystemicFailures();
        try (CapturedLog log = new CapturedLog(RetryQueue.class.getName())) {
            RetryQueue neverRetries = queue(systemic, new Backoff(Duration.ofDays(1), Duration.ofDays(1)));
            for (int id = 1; id <= 100; id++) {
                neverRetries.suspect(messages.booking(id, FREE), suspect());
            }
            assertThat(systemic.include(WorkerMetrics.Step.STORE)).isTrue();
            assertThat(log.linesWith("is quarantined")).hasSize(99);
            neverRetries.close(Duration.ZERO);
        }

        systemic.passed(WorkerMetrics.Step.STORE);
        RetryQueue retries = queue(systemic, Worker.ONE_LANE.retry());
        retries.suspect(messages.booking(1, FREE), suspect());
        Await.until("a hundred attempts", () -> systemic.include(WorkerMetrics.Step.STORE));
        retries.close(Duration.ZERO);
    }

    /** A queue whose messages are never stored. */
    private RetryQueue queue(SystemicFailures systemic, Backoff retry) {
        LaneSettings settings = new LaneSettings(
                1, 1, retry, Worker.ONE_LANE.outage(), Worker.ONE_LANE.lease(), Worker.ONE_LANE.drain());
        worker.ledger.faults.whenever(outcome -> true, IllegalStateException::new);
        worker.rooms.hotel(FREE, 5);
        Leases leases = new Leases(settings.lease(), worker.metrics);
        return new RetryQueue(
                new BatchProcessor(worker.rooms, List.of(worker.ledger), Worker::classify, systemic, worker.metrics),
                new FailurePolicy(settings, leases),
                systemic,
                leases,
                settings,
                worker.metrics);
    }

    private static StepFailedException suspect() {
        return new StepFailedException(WorkerMetrics.Step.STORE, new Failure.Suspect("too long"), null);
    }

    private static boolean isWaitingForRetries(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(RetryQueue.class.getName()));
    }

    private List<Long> decided(int hotelId) {
        return worker.rooms.batches().stream()
                .flatMap(List::stream)
                .filter(message -> message.hotelId() == hotelId)
                .map(ReservationMessage::id)
                .distinct()
                .toList();
    }

    /** Finds the hotel locked, then blocks the next attempt at it until the test has queued more messages. */
    private static final class Gate implements RoomHolds {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch opened = new CountDownLatch(1);
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public List<Decision> decide(List<ReservationMessage> batch) throws Exception {
            if (batch.get(0).hotelId() == LOCKED) {
                if (calls.incrementAndGet() == 1) {
                    throw Worker.locked(LOCKED);
                }
                entered.countDown();
                opened.await();
            }
            return batch.stream()
                    .map(message -> new Decision(Verdict.CONFIRMED, ""))
                    .toList();
        }
    }
}
