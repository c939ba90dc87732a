package com.billshotel.local;

import static com.billshotel.local.Messages.booking;
import static com.billshotel.local.Messages.cancellation;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.testing.InProcessSystem;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outcome of each kind of message, as in the README's table, through the whole system. */
class OutcomeTableIT {
    private static InProcessSystem system;

    @BeforeAll
    static void start() throws Exception {
        system = new InProcessSystem();
        system.startWorker();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @BeforeEach
    void openTwoHotels() throws Exception {
        system.empty();
        system.execute("INSERT INTO hotels VALUES (0, 'myhotel', 10000, 100), (1, 'tiny', 500, 1)");
    }

    /** Holds and reservations agree after every test. */
    @AfterEach
    void auditFindsNothing() throws Exception {
        assertThat(system.rows(ProjectFiles.sql("audit.sql"))).isEmpty();
    }

    @Test
    void booking_withRoomsLeft_isConfirmed() throws Exception {
        send(booking(0, 0, 12345));

        assertThat(rooms(0)).isEqualTo("99");
        assertThat(reservations()).containsExactly("0, 0, 0, 12345, 1700000000, 1700604800");
    }

    @Test
    void booking_withoutRoomsLeft_isRejectedAndStaysRejected() throws Exception {
        sendInTurn(booking(1, 1, 7), booking(2, 1, 8));
        send("{\"id\": 1, \"hotel_id\": 1, \"is_cancel\": true}", booking(2, 1, 8));

        assertThat(rooms(1)).isEqualTo("1");
        assertThat(reservations()).containsExactly("1, 1, 1, 7, 1700000000, 1700604800");
        assertThat(system.rows("SELECT reservation_id, hotel_id, user_id, reason FROM rejections"))
                .containsExactly("2, 1, 8, HOTEL_FULL");
    }

    @Test
    void cancellation_repeated_releasesTheRoomOnce() throws Exception {
        send(booking(5, 0, 7));
        send(cancellation(5, 0), cancellation(5, 0));

        assertThat(rooms(0)).isEqualTo("100");
        assertThat(reservations()).containsExactly("5, 1, 0, 7, 1700000000, 1700604800");
    }

    @Test
    void cancellation_beforeItsBooking_cancelsIt() throws Exception {
        send(cancellation(5, 0));
        assertThat(reservations()).containsExactly("5, 1, 0, null, null, null");

        send(booking(5, 0, 7));

        assertThat(rooms(0)).isEqualTo("100");
        assertThat(reservations()).containsExactly("5, 1, 0, 7, 1700000000, 1700604800");
    }

    @Test
    void cancellation_ofARejectedBooking_changesNothing() throws Exception {
        sendInTurn(booking(1, 1, 7), booking(2, 1, 8));
        send(cancellation(2, 1));

        assertThat(rooms(1)).isEqualTo("0");
        assertThat(system.rows("SELECT reservation_id, user_id FROM rejections"))
                .containsExactly("2, 8");
    }

    @Test
    void booking_repeated_changesNothing() throws Exception {
        send(booking(5, 0, 7), booking(5, 0, 7));
        send(booking(5, 0, 7));

        assertThat(rooms(0)).isEqualTo("99");
        assertThat(reservations()).hasSize(1);
    }

    @Test
    void booking_withAKnownIdAndOtherContent_isAConflict() throws Exception {
        send(booking(5, 0, 7));
        send(booking(5, 0, 8), booking(5, 1, 7));

        assertThat(rooms(0)).isEqualTo("99");
        assertThat(rooms(1)).isEqualTo("1");
        assertThat(reservations()).containsExactly("5, 0, 0, 7, 1700000000, 1700604800");
        assertThat(deadLetters()).containsExactlyInAnyOrder("CONFLICT", "CONFLICT");
    }

    /** Users cannot cancel each other's reservations. */
    @Test
    void cancellation_byAnotherUser_isAConflict() throws Exception {
        send(booking(5, 0, 7));
        send("{\"id\": 5, \"hotel_id\": 0, \"is_cancel\": true, \"user_id\": 8}");

        assertThat(reservations()).containsExactly("5, 0, 0, 7, 1700000000, 1700604800");
        assertThat(deadLetters()).containsExactly("CONFLICT");
    }

    @Test
    void booking_ofAnUnknownHotel_isADeadLetterAndSucceedsOnceTheHotelExists() throws Exception {
        send(booking(5, 77, 7));
        assertThat(deadLetters()).containsExactly("HOTEL_NOT_FOUND");

        system.execute("INSERT INTO hotels VALUES (77, 'late', 1, 1)");
        send(booking(5, 77, 7));

        assertThat(rooms(77)).isEqualTo("0");
        assertThat(reservations()).containsExactly("5, 0, 77, 7, 1700000000, 1700604800");
    }

    @Test
    void message_malformed_isADeadLetterAndTheNextIsBooked() throws Exception {
        send("Good Morning", booking(5, 0, 7));

        assertThat(reservations()).hasSize(1);
        assertThat(system.rows("SELECT reason, payload FROM dead_letters")).containsExactly("MALFORMED, Good Morning");
    }

    @Test
    void row_lockedByAnotherSession_delaysOnlyItsHotel() throws Exception {
        system.whileHotelIsLocked(0, () -> {
            system.publish(booking(5, 0, 7));
            system.publish(booking(6, 1, 7));
            system.awaitRows("SELECT id FROM reserve_hotel", "6");
            return null;
        });
        system.awaitDone();

        assertThat(rooms(0)).isEqualTo("99");
        assertThat(rooms(1)).isEqualTo("0");
    }

    @Test
    void worker_stopped_leavesMessagesToTheNextOne() throws Exception {
        system.stopWorker();
        system.publish(booking(5, 0, 7));
        system.startWorker();
        system.awaitDone();

        assertThat(reservations()).hasSize(1);
    }

    private static void send(String... messages) throws Exception {
        for (String message : messages) {
            system.publish(message);
        }
        system.awaitDone();
    }

    /** Waits for each message: messages in flight together may arrive in any order. */
    private static void sendInTurn(String... messages) throws Exception {
        for (String message : messages) {
            send(message);
        }
    }

    private static String rooms(int hotel) throws Exception {
        return system.rows("SELECT rooms_available FROM hotels WHERE id = " + hotel)
                .get(0);
    }

    private static List<String> reservations() throws Exception {
        return system.rows("SELECT * FROM reserve_hotel");
    }

    private static List<String> deadLetters() throws Exception {
        return system.rows("SELECT reason FROM dead_letters");
    }
}
