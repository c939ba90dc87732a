package com.billshotel.reserve.booking;

import static com.billshotel.reserve.fakes.Messages.booking;
import static com.billshotel.reserve.fakes.Messages.cancel;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.fakes.Await;
import com.billshotel.reserve.fakes.InMemoryBroker;
import com.billshotel.reserve.fakes.InMemoryLedger;
import com.billshotel.reserve.fakes.InMemoryMetrics;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A failure at any step, before or after its effect: nothing is lost, duplicated or acknowledged too early. */
class FailureTest {
    private static final int ATTEMPTS = 4;

    private final Worker worker = new Worker();

    static Stream<Supplier<Throwable>> failures() {
        return Stream.of(
                Worker::down,
                () -> Worker.locked(7),
                Worker::locked,
                () -> new Exception("checked"),
                () -> new IllegalStateException("unchecked"),
                () -> new AssertionError("an Error"),
                () -> new StackOverflowError("injected"),
                () -> new OutOfMemoryError("injected"));
    }

    @AfterEach
    void close() {
        worker.close();
        assertThat(worker.broker.acknowledgedTooEarly()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void decide_failsBeforeItsEffect_isRetried(Supplier<Throwable> failure) throws Exception {
        worker.rooms.hotel(7, 5).faults.nextBefore(ATTEMPTS, failure);

        worker.publishInTurn(booking(1, 7));

        assertBookedOnce();
        assertThat(worker.metrics.count(WorkerMetrics.Step.DECIDE)).isEqualTo(ATTEMPTS);
    }

    /** The room is taken, but the answer is lost. */
    @ParameterizedTest
    @MethodSource("failures")
    void decide_failsAfterItsEffect_isRetried(Supplier<Throwable> failure) throws Exception {
        worker.rooms.hotel(7, 5).faults.nextAfter(ATTEMPTS, failure);

        worker.publishInTurn(booking(1, 7));

        assertBookedOnce();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void store_failsBeforeItsEffect_isRetried(Supplier<Throwable> failure) throws Exception {
        worker.rooms.hotel(7, 5);
        worker.ledger.faults.nextBefore(ATTEMPTS, failure);

        worker.publishInTurn(booking(1, 7));

        assertBookedOnce();
        assertThat(worker.metrics.count(WorkerMetrics.Step.STORE)).isEqualTo(ATTEMPTS);
    }

    /** The COMMIT succeeds, but its reply is lost. */
    @ParameterizedTest
    @MethodSource("failures")
    void store_failsAfterItsEffect_isRetried(Supplier<Throwable> failure) throws Exception {
        worker.rooms.hotel(7, 5);
        worker.ledger.faults.nextAfter(ATTEMPTS, failure);

        worker.publishInTurn(booking(1, 7));

        assertBookedOnce();
    }

    @Test
    void deadLetter_notStoredYet_isNotAcknowledged() throws Exception {
        worker.ledger.faults.nextBefore(ATTEMPTS, Worker::down);

        worker.publishInTurn("hello");

        assertThat(worker.ledger.deadLetters()).containsOnlyKeys("1");
    }

    /** A worker dies after taking the room and before writing the row; the message is redelivered to another. */
    @Test
    void worker_diesBetweenDecideAndStore_anotherCompletesTheMessage() throws Exception {
        worker.rooms.hotel(7, 5);
        worker.ledger.faults.whenever(outcome -> true, Worker::down);
        String id = worker.broker.publish(booking(1, 7));
        Await.until("a room taken", () -> worker.rooms.rooms(7) == 4);

        InMemoryLedger ledger = new InMemoryLedger();
        InMemoryBroker broker = new InMemoryBroker(ledger::hasStored);
        try (BookingLanes other = BookingLanes.start(
                worker.rooms, List.of(ledger), Worker::classify, new InMemoryMetrics(), Worker.ONE_LANE)) {
            broker.deliverTo(other::accept);
            broker.deliver(id, booking(1, 7));
            broker.awaitAcknowledged(id);
        }

        assertThat(worker.rooms.rooms(7)).isEqualTo(4);
        assertThat(ledger.reservations()).isEqualTo(Map.of(1L, false));
        assertThat(worker.broker.acknowledged()).isEmpty();
        worker.ledger.faults.never();
    }

    @Test
    void sinks_afterAFailedOne_areNotReached() throws Exception {
        InMemoryLedger results = new InMemoryLedger();
        InMemoryBroker broker = new InMemoryBroker(results::hasStored);
        worker.rooms.hotel(7, 5);
        worker.ledger.faults.nextBefore(ATTEMPTS, IllegalStateException::new);
        try (BookingLanes lanes = BookingLanes.start(
                worker.rooms, List.of(worker.ledger, results), Worker::classify, worker.metrics, Worker.ONE_LANE)) {
            broker.deliverTo(lanes::accept);
            broker.awaitAcknowledged(broker.publish(booking(1, 7)));
        }

        assertThat(results.batches()).hasSize(1);
        assertThat(broker.acknowledgedTooEarly()).isEmpty();
    }

    /** A bug outside of the steps must not end a lane's threads: nobody would process its hotels any more. */
    @ParameterizedTest
    @EnumSource(value = WorkerMetrics.Step.class, names = "ACKNOWLEDGE", mode = EnumSource.Mode.EXCLUDE)
    void lane_withABug_nacksTheBatchAndGoesOn(WorkerMetrics.Step step) throws Exception {
        worker.rooms.hotel(7, 5);
        (step == WorkerMetrics.Step.DECIDE ? worker.rooms.faults : worker.ledger.faults).nextBefore(1, Worker::down);
        try (BookingLanes lanes = BookingLanes.start(
                worker.rooms,
                List.of(worker.ledger),
                failure -> {
                    throw new IllegalStateException("a bug");
                },
                worker.metrics,
                Worker.ONE_LANE)) {
            worker.broker.deliverTo(lanes::accept);
            String id = worker.broker.publish(booking(1, 7));
            Await.until("nack", () -> worker.broker.nacked().contains(id));

            worker.publishInTurn(booking(2, 7));
        }

        assertThat(worker.ledger.reservations()).isEqualTo(Map.of(2L, false));
    }

    /** As a hotel-server of another version might. */
    @Test
    void decide_returnsTooFewDecisions_endsUnprocessable() throws Exception {
        assertUnprocessable(messages -> List.of(), booking(1, 7), "0 decisions for 1 messages");
    }

    @Test
    void cancel_answeredHeld_endsUnprocessable() throws Exception {
        assertUnprocessable(
                messages -> List.of(new RoomHolds.Decision(Verdict.CONFIRMED, "")),
                cancel(1, 7),
                "reservation 1 still has a room after its cancellation");
    }

    private void assertUnprocessable(RoomHolds broken, String payload, String detail) throws Exception {
        try (BookingLanes lanes =
                BookingLanes.start(broken, List.of(worker.ledger), Worker::classify, worker.metrics, Worker.ONE_LANE)) {
            worker.broker.deliverTo(lanes::accept);
            worker.publishInTurn(payload);
        }

        assertThat(worker.ledger.deadLetters()).isEqualTo(Map.of("1", "UNPROCESSABLE: " + detail));
        assertThat(worker.ledger.reservations()).isEmpty();
        assertThat(worker.metrics.count(WorkerMetrics.Step.DECIDE)).isGreaterThan(ATTEMPTS);
    }

    private void assertBookedOnce() {
        assertThat(worker.rooms.rooms(7)).isEqualTo(4);
        assertThat(worker.ledger.reservations()).isEqualTo(Map.of(1L, false));
    }
}
