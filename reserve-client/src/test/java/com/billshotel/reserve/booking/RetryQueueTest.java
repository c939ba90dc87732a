package com.billshotel.reserve.booking;

import static com.billshotel.reserve.fakes.Messages.booking;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.fakes.Await;
import com.billshotel.reserve.intake.ReservationMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hotel or message that fails must not delay the others. */
class RetryQueueTest {
    private static final int FAILING = 13;
    private static final int HEALTHY = 14;

    private final Worker worker = new Worker();

    @AfterEach
    void close() {
        worker.ledger.faults.never();
        worker.rooms.faults.never();
        worker.close();
        assertThat(worker.broker.acknowledgedTooEarly()).isEmpty();
    }

    @Test
    void hotel_thatFails_doesNotDelayAnotherInItsLane() throws Exception {
        worker.rooms.hotel(FAILING, 5).hotel(HEALTHY, 100);
        worker.rooms.faults.whenever(message -> message.hotelId() == FAILING, RetryQueueTest::unavailable);
        String failing = worker.broker.publish(booking(1, FAILING));
        List<String> healthy = new ArrayList<>();
        for (int id = 2; id < 50; id++) {
            healthy.add(worker.broker.publish(booking(id, HEALTHY)));
        }

        worker.broker.awaitAcknowledged(healthy.toArray(String[]::new));

        assertThat(worker.broker.acknowledged()).doesNotContain(failing);
        worker.rooms.faults.never();
        worker.broker.awaitAcknowledged(failing);
    }

    /** Even if both were in the batch that failed. */
    @Test
    void hotel_inTheFailedBatchOfAnother_isRetriedSeparately() throws Exception {
        worker.rooms.hotel(FAILING, 5).hotel(HEALTHY, 100);
        worker.ledger.faults.whenever(outcome -> outcome.message().hotelId() == FAILING, IllegalStateException::new);
        List<String> healthy = new ArrayList<>();
        for (int id = 0; id < 200; id += 2) {
            worker.broker.publish(booking(id, FAILING));
            healthy.add(worker.broker.publish(booking(id + 1, HEALTHY)));
        }

        worker.broker.awaitAcknowledged(healthy.toArray(String[]::new));

        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();
        assertThat(worker.rooms.rooms(HEALTHY)).isZero();
    }

    @Test
    void hotel_inTheRetryQueue_keepsItsOrder() throws Exception {
        worker.rooms.hotel(FAILING, 1_000);
        worker.rooms.faults.whenever(message -> true, RetryQueueTest::unavailable);
        for (int id = 0; id < 100; id++) {
            worker.broker.publish(booking(id, FAILING));
        }
        Await.until("failures", () -> worker.rooms.faults.count() > 5);
        for (int id = 100; id < 200; id++) {
            worker.broker.publish(booking(id, FAILING));
        }
        worker.rooms.faults.never();
        for (int id = 200; id < 1_000; id++) {
            worker.broker.publish(booking(id, FAILING));
        }
        worker.broker.awaitAllAcknowledged();

        assertThat(decided(FAILING))
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(id -> (long) id).toList());
    }

    @Test
    void hotel_afterItsRetries_isBackInItsLane() throws Exception {
        worker.rooms.hotel(FAILING, 1_000).faults.nextBefore(3, RetryQueueTest::unavailable);
        worker.publishInTurn(booking(1, FAILING));
        int retried = worker.metrics.count("retried");

        worker.publishInTurn(booking(2, FAILING), booking(3, FAILING));

        assertThat(worker.metrics.count("retried")).isEqualTo(retried);
    }

    /** No dependency is unavailable, but one message of a hotel cannot be stored. */
    @Test
    void message_thatFailsAlone_isQuarantined() throws Exception {
        worker.rooms.hotel(FAILING, 10_000);
        worker.ledger.faults.whenever(outcome -> outcome.message().id() == 700, IllegalStateException::new);
        List<String> others = new ArrayList<>();
        for (int id = 0; id < 1_000; id++) {
            String message = worker.broker.publish(booking(id, FAILING));
            if (id != 700) {
                others.add(message);
            }
        }

        worker.broker.awaitAcknowledged(others.toArray(String[]::new));

        assertThat(worker.broker.acknowledged()).hasSize(999);
        assertThat(worker.metrics.count("quarantined")).isEqualTo(1);
        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();
        assertThat(worker.rooms.rooms(FAILING)).isEqualTo(9_000);
    }

    @Test
    void messages_thatFailAlone_areQuarantinedOneByOne() throws Exception {
        worker.rooms.hotel(FAILING, 10_000);
        worker.ledger.faults.whenever(outcome -> outcome.message().id() % 40 == 1, IllegalStateException::new);
        for (int id = 0; id < 200; id++) {
            worker.broker.publish(booking(id, FAILING));
        }

        Await.until("the others", () -> worker.broker.acknowledged().size() == 195);

        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();
    }

    /** A broker may deliver a message twice; both deliveries must end. */
    @Test
    void message_redeliveredWhileQuarantined_isCompletedTwice() throws Exception {
        worker.rooms.hotel(FAILING, 10_000);
        worker.ledger.faults.whenever(outcome -> outcome.message().id() == 0, IllegalStateException::new);
        AtomicInteger lastId = new AtomicInteger();
        String failing = worker.broker.publish(booking(0, FAILING));
        awaitQuarantined(1, lastId);

        worker.broker.deliver(failing, booking(0, FAILING));
        awaitQuarantined(2, lastId);
        worker.ledger.faults.never();

        Await.until(
                "both deliveries",
                () -> worker.ledger.batches().stream()
                                .flatMap(List::stream)
                                .filter(outcome -> outcome.message().id() == 0)
                                .count()
                        == 2);
        worker.broker.awaitAllAcknowledged();
    }

    /** Publishes meanwhile: a message is quarantined only if others wait behind it. */
    private void awaitQuarantined(int count, AtomicInteger lastId) throws Exception {
        Await.until("quarantine", () -> {
            worker.broker.publish(booking(lastId.incrementAndGet(), FAILING));
            return worker.metrics.count("quarantined") == count;
        });
    }

    /** While a dependency is unavailable, halving batches would only multiply the attempts. */
    @Test
    void batch_whileADependencyIsUnavailable_isNotHalved() throws Exception {
        worker.rooms.hotel(FAILING, 10_000);
        worker.ledger.faults.whenever(outcome -> true, RetryQueueTest::unavailable);
        for (int id = 0; id < 100; id++) {
            worker.broker.publish(booking(id, FAILING));
        }
        Await.until("many failures", () -> worker.ledger.faults.count() > 20);
        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();

        assertThat(worker.metrics.count("quarantined")).isZero();
    }

    @Test
    void malformedMessages_thatCannotBeStored_doNotDelayBookings() throws Exception {
        worker.rooms.hotel(HEALTHY, 100);
        worker.ledger.faults.whenever(outcome -> outcome.message() == null, RetryQueueTest::unavailable);
        for (int i = 0; i < 100; i++) {
            worker.broker.publish("junk " + i);
        }

        worker.publishInTurn(booking(1, HEALTHY), booking(2, HEALTHY));

        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();
        assertThat(worker.ledger.deadLetters()).hasSize(100);
    }

    /** The broker redelivers them; kept as well, they would fill the heap during an outage of hours. */
    @Test
    void message_keptLongerThanItsLease_isNacked() throws Exception {
        LaneSettings shortLease =
                new LaneSettings(1, 1, Worker.ONE_LANE.backoff(), Duration.ofMillis(1), Worker.ONE_LANE.drain());
        try (Worker impatient = new Worker(shortLease)) {
            impatient.rooms.hotel(FAILING, 5).faults.whenever(message -> true, RetryQueueTest::unavailable);
            String id = impatient.broker.publish(booking(1, FAILING));
            Await.until("nack", () -> impatient.broker.nacked().contains(id));
            assertThat(impatient.broker.acknowledged()).isEmpty();

            impatient.rooms.faults.never();
            impatient.publishInTurn(booking(2, FAILING));
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

    private static Throwable unavailable() {
        return new UnavailableException("unavailable", null);
    }
}
