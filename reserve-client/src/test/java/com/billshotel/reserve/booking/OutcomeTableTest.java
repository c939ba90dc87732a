package com.billshotel.reserve.booking;

import static com.billshotel.reserve.fakes.Messages.booking;
import static com.billshotel.reserve.fakes.Messages.cancel;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.fakes.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The outcome of each kind of message: one test for each row of the README's table. */
class OutcomeTableTest {
    private final Worker worker = new Worker();

    @AfterEach
    void close() {
        worker.close();
        assertThat(worker.broker.acknowledgedTooEarly()).isEmpty();
    }

    @Test
    void booking_withRoomsLeft_isConfirmed() throws Exception {
        worker.rooms.hotel(0, 100);

        worker.publishInTurn(booking(0, 0));

        assertThat(worker.ledger.reservations()).isEqualTo(Map.of(0L, false));
        assertThat(worker.rooms.rooms(0)).isEqualTo(99);
        worker.awaitCount(Verdict.CONFIRMED, 1);
    }

    @Test
    void booking_inFullHotel_isRejected() throws Exception {
        worker.rooms.hotel(7, 0);

        worker.publishInTurn(booking(1, 7));

        assertThat(worker.ledger.rejections()).isEqualTo(Map.of(1L, "HOTEL_FULL"));
        assertThat(worker.ledger.reservations()).isEmpty();
        assertThat(worker.rooms.rooms(7)).isZero();
    }

    @Test
    void booking_refusedOnce_staysRefused() throws Exception {
        worker.rooms.hotel(7, 0);

        worker.publishInTurn(booking(1, 7));
        worker.rooms.hotel(7, 5);
        worker.publishInTurn(booking(1, 7));

        assertThat(worker.ledger.reservations()).isEmpty();
        assertThat(worker.rooms.rooms(7)).isEqualTo(5);
    }

    @Test
    void cancel_ofBooking_isCancelledAndReleasesTheRoom() throws Exception {
        worker.rooms.hotel(7, 5);

        worker.publishInTurn(booking(1, 7), cancel(1, 7));

        assertThat(worker.ledger.reservations()).isEqualTo(Map.of(1L, true));
        assertThat(worker.rooms.rooms(7)).isEqualTo(5);
    }

    @Test
    void cancel_first_cancelsTheBookingThatFollows() throws Exception {
        worker.rooms.hotel(7, 5);

        worker.publishInTurn(cancel(1, 7), booking(1, 7));

        assertThat(worker.ledger.reservations()).isEqualTo(Map.of(1L, true));
        assertThat(worker.rooms.rooms(7)).isEqualTo(5);
        worker.awaitCount(Verdict.CANCELLED, 2);
    }

    @Test
    void cancel_ofRefusedBooking_staysRejected() throws Exception {
        worker.rooms.hotel(7, 0);

        worker.publishInTurn(booking(1, 7), cancel(1, 7));

        assertThat(worker.ledger.rejections()).isEqualTo(Map.of(1L, "HOTEL_FULL"));
        assertThat(worker.rooms.rooms(7)).isZero();
    }

    @Test
    void anyMessage_repeated_hasTheSameOutcome() throws Exception {
        worker.rooms.hotel(7, 1);

        worker.publishInTurn(booking(1, 7), booking(1, 7), booking(2, 7), booking(2, 7), cancel(1, 7), cancel(1, 7));
        worker.publishInTurn(booking(1, 7), booking(2, 7));

        assertThat(worker.ledger.reservations()).isEqualTo(Map.of(1L, true));
        assertThat(worker.ledger.rejections()).isEqualTo(Map.of(2L, "HOTEL_FULL"));
        assertThat(worker.rooms.rooms(7)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "hotel_id,          8, 10, 100, 200",
        "user_id,           7, 11, 100, 200",
        "reserved_datetime, 7, 10, 101, 200",
        "checkin_datetime,  7, 10, 100, 201",
    })
    void booking_sameIdWithOtherContent_isADeadLetter(String field, int hotel, long user, long reserved, long checkin)
            throws Exception {
        worker.rooms.hotel(7, 5).hotel(8, 5);

        worker.publishInTurn(booking(1, 7, 10, 100, 200), booking(1, hotel, user, reserved, checkin));

        assertThat(worker.ledger.deadLetters())
                .isEqualTo(Map.of("2", "CONFLICT: reservation 1 is known with another " + field));
        assertThat(worker.ledger.reservations()).isEqualTo(Map.of(1L, false));
        assertThat(worker.rooms.rooms(7)).isEqualTo(4);
        assertThat(worker.rooms.rooms(8)).isEqualTo(5);
    }

    @Test
    void cancel_inOtherHotel_isADeadLetterAndCancelsNothing() throws Exception {
        worker.rooms.hotel(7, 5).hotel(8, 5);

        worker.publishInTurn(booking(1, 7), cancel(1, 8));

        assertThat(worker.ledger.deadLetters()).hasSize(1).containsKey("2");
        assertThat(worker.ledger.reservations()).isEqualTo(Map.of(1L, false));
    }

    @Test
    void booking_inUnknownHotel_isADeadLetterThatCanBeReplayed() throws Exception {
        worker.publishInTurn(booking(1, 7));
        worker.rooms.hotel(7, 5);
        worker.publishInTurn(booking(1, 7));

        assertThat(worker.ledger.deadLetters())
                .isEqualTo(Map.of(
                        "1", "HOTEL_NOT_FOUND: hotel_id: there is no hotel 7; create it, then replay this message"));
        assertThat(worker.ledger.reservations()).isEqualTo(Map.of(1L, false));
    }

    @Test
    void message_malformed_isADeadLetter() throws Exception {
        worker.publishInTurn("hello");

        assertThat(worker.ledger.deadLetters().get("1")).startsWith("MALFORMED: not JSON: ");
        assertThat(worker.rooms.batches()).isEmpty();
        worker.awaitCount(Verdict.MALFORMED, 1);
    }

    /** A decision depends on the earlier ones in the same batch. */
    @Test
    void messages_ofAllKindsInOneBatch_haveTheirOutcomes() throws Exception {
        worker.rooms.hotel(7, 2);
        worker.rooms.faults.whenever(message -> true, Worker::down); // until all are queued behind this one
        worker.broker.publish(booking(5, 7, 10, 1, 2));
        Await.until("a failure", () -> worker.rooms.faults.count() > 0);

        worker.broker.publish(booking(1, 7));
        worker.broker.publish(booking(2, 7));
        worker.broker.publish(cancel(1, 7));
        worker.broker.publish(booking(3, 7));
        worker.broker.publish(booking(1, 7, 99, 1, 2));
        worker.broker.publish(booking(4, 9));
        worker.rooms.faults.never();
        worker.broker.awaitAllAcknowledged();

        assertThat(worker.ledger.reservations()).isEqualTo(Map.of(5L, false, 1L, true, 3L, false));
        assertThat(worker.ledger.rejections()).isEqualTo(Map.of(2L, "HOTEL_FULL"));
        assertThat(worker.ledger.deadLetters()).containsOnlyKeys("6", "7");
        assertThat(worker.rooms.batches()).map(List::size).containsExactly(1, 6);
        assertThat(worker.rooms.rooms(7)).isZero();
    }
}
