package com.billshotel.reserve.booking;

import static com.billshotel.reserve.fakes.Messages.booking;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.fakes.Await;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A failure that only a message's content can explain: that message fails alone, and ends as a dead letter. */
class SuspectTest {
    private static final int HOTEL = 13;

    private final Worker worker = new Worker();

    @AfterEach
    void close() {
        worker.recoverAndClose();
    }

    @Test
    void message_thatKeepsFailingAlone_becomesADeadLetter() throws Exception {
        worker.rooms.hotel(HOTEL, 10_000);
        worker.ledger.faults.whenever(
                outcome -> outcome.message().id() == 700 && !outcome.isDeadLetter(),
                () -> new IllegalStateException("cannot be stored"));

        IntStream.range(0, 1_000).forEach(id -> worker.broker.publish(booking(id, HOTEL)));
        worker.broker.awaitAllAcknowledged();

        assertThat(worker.ledger.deadLetters()).isEqualTo(Map.of("701", "UNPROCESSABLE: cannot be stored"));
        assertThat(worker.ledger.reservations()).hasSize(999);
        assertThat(worker.metrics.count("quarantined")).isEqualTo(1);
        worker.awaitCount(Verdict.UNPROCESSABLE, 1);
    }

    /** A bisection of 1,000 messages takes some 10 failing attempts, not one for each hotel. */
    @Test
    void batch_withOneBadMessage_isBisected() throws Exception {
        IntStream.range(0, 1_000).forEach(hotel -> worker.rooms.hotel(hotel, 5));
        worker.rooms.faults.whenever(message -> true, Worker::down); // so that the messages form large batches
        IntStream.range(0, 1_000).forEach(id -> worker.broker.publish(booking(id, id)));
        worker.rooms.faults.whenever(message -> message.id() == 700, IllegalStateException::new);

        Await.until("the others", () -> worker.broker.acknowledged().size() >= 999);

        assertThat(worker.rooms.batches()).hasSizeLessThan(100);
        worker.broker.awaitAllAcknowledged();
        assertThat(worker.ledger.deadLetters()).containsOnlyKeys("701");
    }

    @Test
    void message_thatSucceedsInTime_isBooked() throws Exception {
        worker.rooms.hotel(HOTEL, 10).faults.nextBefore(5, IllegalStateException::new);

        worker.publishInTurn(booking(1, HOTEL));

        assertThat(worker.ledger.deadLetters()).isEmpty();
        assertThat(worker.ledger.reservations()).isEqualTo(Map.of(1L, false));
    }

    @Test
    void messages_thatFailAlone_areIsolatedOneByOne() throws Exception {
        worker.rooms.hotel(HOTEL, 10_000);
        worker.ledger.faults.whenever(
                outcome -> outcome.message().id() % 40 == 1 && !outcome.isDeadLetter(), IllegalStateException::new);

        IntStream.range(0, 200).forEach(id -> worker.broker.publish(booking(id, HOTEL)));
        worker.broker.awaitAllAcknowledged();

        assertThat(worker.ledger.deadLetters()).containsOnlyKeys("2", "42", "82", "122", "162");
    }

    /** If nothing succeeds, a bug or the setup is the cause; at most the first messages are blamed for it. */
    @Test
    void messages_whileEveryOneFails_areKept() throws Exception {
        worker.rooms.hotel(HOTEL, 10_000);
        worker.rooms.faults.whenever(message -> true, IllegalStateException::new);
        int messages = 300;
        IntStream.range(0, messages).forEach(id -> worker.broker.publish(booking(id, HOTEL)));
        Await.until("many attempts at each", () -> worker.rooms.faults.count() > 20 * messages);
        int blamed = worker.ledger.deadLetters().size();

        worker.rooms.faults.never();
        worker.broker.awaitAllAcknowledged();

        assertThat(blamed).isLessThan(100 / 8);
        assertThat(worker.ledger.deadLetters()).hasSize(blamed);
        assertThat(worker.ledger.reservations()).hasSize(messages - blamed);
    }

    /** If the dead letter cannot be stored either, the message is kept: nothing is lost. */
    @Test
    void message_whoseDeadLetterFails_isKept() throws Exception {
        worker.rooms.hotel(HOTEL, 10);
        AtomicInteger asDeadLetter = new AtomicInteger();
        worker.ledger.faults.whenever(
                outcome -> {
                    asDeadLetter.addAndGet(outcome.isDeadLetter() ? 1 : 0);
                    return true;
                },
                IllegalStateException::new);
        worker.broker.publish(booking(1, HOTEL));
        Await.until("attempts at a dead letter", () -> asDeadLetter.get() > 2);

        assertThat(worker.broker.acknowledged()).isEmpty();
        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();
    }

    /** A broker may deliver a message twice; both deliveries must end. */
    @Test
    void message_redeliveredWhileQuarantined_isCompletedTwice() throws Exception {
        worker.rooms.hotel(HOTEL, 10_000);
        worker.ledger.faults.whenever(outcome -> true, IllegalStateException::new); // not even as a dead letter
        String id = worker.broker.publish(booking(0, HOTEL));
        Await.until("quarantine", () -> worker.metrics.count("quarantined") == 1);

        worker.broker.deliver(id, booking(0, HOTEL));
        Await.until("quarantine", () -> worker.metrics.count("quarantined") == 2);
        worker.ledger.faults.never();

        Await.until("both deliveries", () -> deliveriesStored() == 2);
        worker.broker.awaitAllAcknowledged();
    }

    private long deliveriesStored() {
        return worker.ledger.batches().stream().mapToInt(batch -> batch.size()).sum();
    }
}
