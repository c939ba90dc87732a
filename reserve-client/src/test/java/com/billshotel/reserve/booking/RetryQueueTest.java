package com.billshotel.reserve.booking;

import static com.billshotel.reserve.fakes.Messages.booking;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.fakes.Await;
import com.billshotel.reserve.intake.ReservationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contention: a locked hotel waits alone, and the others go on. */
class RetryQueueTest {
    private static final int LOCKED = 13;
    private static final int FREE = 14;

    private final Worker worker = new Worker();

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

    private List<Long> decided(int hotelId) {
        return worker.rooms.batches().stream()
                .flatMap(List::stream)
                .filter(message -> message.hotelId() == hotelId)
                .map(ReservationMessage::id)
                .distinct()
                .toList();
    }
}
