package com.billshotel.reserve.booking;

import static com.billshotel.reserve.fakes.Messages.booking;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.fakes.Await;
import com.billshotel.reserve.intake.ReservationMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One in trouble must not hold up the others. */
class RetryQueueTest {
    private static final int SICK = 13;
    private static final int WELL = 14;

    private final Worker worker = new Worker();

    @AfterEach
    void close() {
        worker.ledger.faults.never();
        worker.rooms.faults.never();
        worker.close();
        assertThat(worker.broker.acknowledgedTooEarly()).isEmpty();
    }

    @Test
    void hotel_thatFails_doesNotHoldUpItsNeighbourInTheLane() throws Exception {
        worker.rooms.hotel(SICK, 5).hotel(WELL, 100);
        worker.rooms.faults.whenever(message -> message.hotelId() == SICK, RetryQueueTest::away);
        String sick = worker.broker.publish(booking(1, SICK));
        List<String> well = new ArrayList<>();
        for (int id = 2; id < 50; id++) {
            well.add(worker.broker.publish(booking(id, WELL)));
        }

        worker.broker.awaitAcknowledged(well.toArray(String[]::new));

        assertThat(worker.broker.acknowledged()).doesNotContain(sick);
        worker.rooms.faults.never();
        worker.broker.awaitAcknowledged(sick);
    }

    /** Also when the failure came to the neighbour in a batch that they shared. */
    @Test
    void hotel_thatSharedTheFailedBatch_goesOnAlone() throws Exception {
        worker.rooms.hotel(SICK, 5).hotel(WELL, 100);
        worker.ledger.faults.whenever(outcome -> outcome.message().hotelId() == SICK, IllegalStateException::new);
        List<String> well = new ArrayList<>();
        for (int id = 0; id < 200; id += 2) {
            worker.broker.publish(booking(id, SICK));
            well.add(worker.broker.publish(booking(id + 1, WELL)));
        }

        worker.broker.awaitAcknowledged(well.toArray(String[]::new));

        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();
        assertThat(worker.rooms.rooms(WELL)).isZero();
    }

    @Test
    void hotel_onTheDetour_keepsItsOrder() throws Exception {
        worker.rooms.hotel(SICK, 1_000);
        worker.rooms.faults.whenever(message -> true, RetryQueueTest::away);
        for (int id = 0; id < 100; id++) {
            worker.broker.publish(booking(id, SICK));
        }
        Await.until("failures", () -> worker.rooms.faults.count() > 5);
        for (int id = 100; id < 200; id++) {
            worker.broker.publish(booking(id, SICK));
        }
        worker.rooms.faults.never();
        for (int id = 200; id < 1_000; id++) {
            worker.broker.publish(booking(id, SICK));
        }
        worker.broker.awaitAllAcknowledged();

        assertThat(decided(SICK))
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(id -> (long) id).toList());
    }

    @Test
    void hotel_afterTheDetour_isBackInItsLane() throws Exception {
        worker.rooms.hotel(SICK, 1_000).faults.nextBefore(3, RetryQueueTest::away);
        worker.publishInTurn(booking(1, SICK));
        int retried = worker.metrics.count("retried");

        worker.publishInTurn(booking(2, SICK), booking(3, SICK));

        assertThat(worker.metrics.count("retried")).isEqualTo(retried);
    }

    /** Nobody is away, but one message of a hotel cannot be stored, whatever the reason. */
    @Test
    void message_thatFailsAlone_holdsUpOnlyItself() throws Exception {
        worker.rooms.hotel(SICK, 10_000);
        worker.ledger.faults.whenever(outcome -> outcome.message().id() == 700, IllegalStateException::new);
        List<String> others = new ArrayList<>();
        for (int id = 0; id < 1_000; id++) {
            String message = worker.broker.publish(booking(id, SICK));
            if (id != 700) {
                others.add(message);
            }
        }

        worker.broker.awaitAcknowledged(others.toArray(String[]::new));

        assertThat(worker.broker.acknowledged()).hasSize(999);
        assertThat(worker.metrics.count("quarantined")).isEqualTo(1);
        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();
        assertThat(worker.rooms.rooms(SICK)).isEqualTo(9_000);
    }

    @Test
    void messages_thatFailAlone_areSetAsideOneByOne() throws Exception {
        worker.rooms.hotel(SICK, 10_000);
        worker.ledger.faults.whenever(outcome -> outcome.message().id() % 40 == 1, IllegalStateException::new);
        for (int id = 0; id < 200; id++) {
            worker.broker.publish(booking(id, SICK));
        }

        Await.until("the others", () -> worker.broker.acknowledged().size() == 195);

        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();
    }

    /** While a far side is away, dividing batches would only multiply the attempts. */
    @Test
    void batch_failingBecauseTheFarSideIsAway_isNotDivided() throws Exception {
        worker.rooms.hotel(SICK, 10_000);
        worker.ledger.faults.whenever(outcome -> true, RetryQueueTest::away);
        for (int id = 0; id < 100; id++) {
            worker.broker.publish(booking(id, SICK));
        }
        Await.until("many failures", () -> worker.ledger.faults.count() > 20);
        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();

        assertThat(worker.metrics.count("quarantined")).isZero();
    }

    @Test
    void malformedMessages_thatCannotBeStored_doNotHoldUpBookings() throws Exception {
        worker.rooms.hotel(WELL, 100);
        worker.ledger.faults.whenever(outcome -> outcome.message() == null, RetryQueueTest::away);
        for (int i = 0; i < 100; i++) {
            worker.broker.publish("junk " + i);
        }

        worker.publishInTurn(booking(1, WELL), booking(2, WELL));

        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();
        assertThat(worker.ledger.deadLetters()).hasSize(100);
    }

    /** The broker delivers them again; kept as well, they would fill the memory while a far side is away for hours. */
    @Test
    void message_keptLongerThanItsLease_isHandedBack() throws Exception {
        LaneSettings shortLease =
                new LaneSettings(1, 1, Worker.ONE_LANE.backoff(), Duration.ofMillis(1), Worker.ONE_LANE.drain());
        try (Worker impatient = new Worker(shortLease)) {
            impatient.rooms.hotel(SICK, 5).faults.whenever(message -> true, RetryQueueTest::away);
            String id = impatient.broker.publish(booking(1, SICK));
            Await.until("handed back", () -> impatient.broker.nacked().contains(id));
            assertThat(impatient.broker.acknowledged()).isEmpty();

            impatient.rooms.faults.never();
            impatient.publishInTurn(booking(2, SICK));
        }
    }

    private List<Long> decided(int hotelId) {
        return worker.rooms.batches().stream()
                .flatMap(List::stream)
                .filter(message -> message.hotelId() == hotelId)
                .map(ReservationMessage::id)
                .distinct()
                .toList();
    }

    private static Throwable away() {
        return new UnavailableException("away", null);
    }
}
