package com.billshotel.drill;

import static com.billshotel.drill.Mutant.code;
import static com.billshotel.drill.Mutant.steps;
import static com.billshotel.drill.Mutant.tables;
import static com.billshotel.drill.Mutation.advice;
import static com.billshotel.drill.Mutation.call;
import static com.billshotel.drill.Mutation.constant;
import static com.billshotel.drill.Mutation.number;
import static com.billshotel.drill.Mutation.skip;
import static com.billshotel.drill.Mutation.text;
import static com.billshotel.drill.check.Violation.Kind.DOUBLED;
import static com.billshotel.drill.check.Violation.Kind.LOST;
import static com.billshotel.drill.check.Violation.Kind.OVERBOOKED;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.bytebuddy.asm.Advice;

/** The mistakes that the drill's checker must find. */
final class Mutants {
    private static final String ROOMS = "com.billshotel.server.rooms.";
    private static final String STATE_TABLE = ROOMS + "StateTable";
    private static final String STORAGE = "com.billshotel.reserve.storage.";
    private static final String DEAD_LETTERS = STORAGE + "InsertDeadLetters";
    private static final String DEAD_LETTER_VALUES = "VALUES (?, ?, ?, ?, ?, ?)";

    private Mutants() {}

    static Stream<Mutant> all() {
        return Stream.of(counts(), order(), states(), holds(), conflicts(), worker(), rows(), deadLetters(), hotels())
                .flatMap(List::stream);
    }

    private static List<Mutant> counts() {
        return List.of(
                code(
                        "a booking takes two rooms",
                        LOST,
                        "rooms left, by its holds",
                        number(STATE_TABLE, "roomChange", -1, -2)),
                code(
                        "a booking takes no room",
                        OVERBOOKED,
                        "none was left",
                        text(
                                ROOMS + "ChangeRooms",
                                "rooms_available = ?",
                                "rooms_available = GREATEST(rooms_available, ?)")),
                code(
                        "a release returns two rooms",
                        OVERBOOKED,
                        "rooms left, by its holds",
                        number(STATE_TABLE, "roomChange", 1, 2)),
                code(
                        "a release changes nothing",
                        LOST,
                        "HELD, but booked: true, cancelled: true",
                        number(STATE_TABLE, "roomChange", 1, 0)),
                code(
                        "a release takes a room",
                        LOST,
                        "rooms left, by its holds",
                        number(STATE_TABLE, "roomChange", 1, -1)),
                code(
                        "whatever must change no count returns a room",
                        OVERBOOKED,
                        "none was left",
                        number(STATE_TABLE, "roomChange", 0, 1)),
                code(
                        "one room too many is seen",
                        OVERBOOKED,
                        "none was left",
                        text(ROOMS + "LockHotels", "rooms_available", "rooms_available + 1 AS rooms_available")),
                code(
                        "the last room is refused",
                        LOST,
                        "refused a room, but ",
                        text(ROOMS + "LockHotels", "rooms_available", "rooms_available - 1 AS rooms_available")),
                code(
                        "the count never changes",
                        OVERBOOKED,
                        "none was left",
                        text(
                                ROOMS + "ChangeRooms",
                                "rooms_available = ?",
                                "rooms_available = rooms_available + 0 * ?")),
                code(
                        "the count changes only downwards",
                        LOST,
                        "rooms left, by its holds",
                        text(
                                ROOMS + "ChangeRooms",
                                "rooms_available = ?",
                                "rooms_available = LEAST(rooms_available, ?)")),
                code(
                        "the counts of another hotel change",
                        LOST,
                        "rooms left, by its holds",
                        text(ROOMS + "ChangeRooms", "WHERE id = ?", "WHERE id = (? + 1) % 8")),
                code("no count is written", LOST, "decisions, its holds", skip(ROOMS + "ChangeRooms", "execute")),
                steps(
                        "each repeated booking takes another room",
                        LOST,
                        "rooms left, by its holds",
                        FaultyMiniatures.TakesARoomForEachRepeat.class),
                steps(
                        "each repeated cancellation returns another room",
                        OVERBOOKED,
                        "rooms left, by its holds",
                        FaultyMiniatures.ReleasesARoomForEachRepeat.class),
                steps(
                        "a release is recorded, but the room stays taken",
                        LOST,
                        "rooms left, by its holds",
                        FaultyMiniatures.ReleasesNoRoom.class),
                steps(
                        "the cancellation of a refused booking returns a room",
                        DOUBLED,
                        "released a room that was not held",
                        FaultyMiniatures.ReleasesRoomsOfRefusedBookings.class));
    }

    private static List<Mutant> order() {
        return List.of(
                code("decision numbers have gaps", LOST, "is missing", number(ROOMS + "HotelCount", "next", 1L, 2L)),
                code(
                        "the decisions of a batch share a number",
                        DOUBLED,
                        "was made twice",
                        number(ROOMS + "HotelCount", "next", 1L, 0L)),
                code(
                        "the number of decisions is not kept",
                        DOUBLED,
                        "was made twice",
                        text(ROOMS + "ChangeRooms", ", decisions = ?", ", decisions = decisions + 0 * ?")),
                code(
                        "the number of decisions runs ahead",
                        LOST,
                        "is missing",
                        text(ROOMS + "ChangeRooms", ", decisions = ?", ", decisions = 1 + ?")),
                code(
                        "a release has no number",
                        LOST,
                        "is missing",
                        text(ROOMS + "UpdateHolds", "released_seq = VALUES(released_seq)", "released_seq = NULL")),
                code(
                        "a release has its booking's number",
                        DOUBLED,
                        "was made twice",
                        text(
                                ROOMS + "UpdateHolds",
                                "released_seq = VALUES(released_seq)",
                                "released_seq = IF(VALUES(released_seq) IS NULL, NULL, decided_seq)")),
                code(
                        "a release comes before its booking",
                        DOUBLED,
                        "released a room that was not held",
                        text(
                                ROOMS + "UpdateHolds",
                                "released_seq = VALUES(released_seq)",
                                "released_seq = IF(VALUES(released_seq) IS NULL, NULL, VALUES(decided_seq)),"
                                        + " decided_seq = COALESCE(VALUES(released_seq), decided_seq)")),
                steps(
                        "hotels are not locked",
                        DOUBLED,
                        "was made twice",
                        FaultyMiniatures.DecidesInTwoTransactions.class,
                        text(ROOMS + "LockHotels", " FOR UPDATE", "")));
    }

    private static List<Mutant> states() {
        return List.of(
                code(
                        "a full hotel grants a room",
                        OVERBOOKED,
                        "none was left",
                        constant(STATE_TABLE, "first", "REFUSED", "HELD")),
                code(
                        "a hotel with rooms refuses",
                        LOST,
                        "refused a room, but",
                        constant(STATE_TABLE, "first", "HELD", "REFUSED")),
                code(
                        "a cancellation before its booking holds a room",
                        LOST,
                        "HELD, but booked: true, cancelled: true",
                        constant(STATE_TABLE, "first", "RELEASED", "HELD")),
                code(
                        "a cancelled hold stays HELD",
                        LOST,
                        "HELD, but booked: true, cancelled: true",
                        constant(ROOMS + "Hold", "released", "RELEASED", "HELD")),
                code(
                        "cancellations release refused bookings only",
                        LOST,
                        "HELD, but booked: true, cancelled: true",
                        constant(STATE_TABLE, "roomChange", "HELD", "REFUSED")),
                code(
                        "a refused booking is decided anew when it is repeated",
                        LOST,
                        "is missing",
                        text(ROOMS + "SelectHolds", "WHERE", "WHERE state <> 'REFUSED' AND"),
                        text(ROOMS + "InsertHolds", "INSERT INTO", "REPLACE INTO")),
                code(
                        "a cancelled booking gets a room when it is repeated",
                        LOST,
                        "HELD, but booked: true, cancelled: true",
                        text(ROOMS + "SelectHolds", "WHERE", "WHERE state <> 'RELEASED' AND"),
                        text(ROOMS + "InsertHolds", "INSERT INTO", "REPLACE INTO")),
                code(
                        "no decision is remembered",
                        LOST,
                        "is missing",
                        text(ROOMS + "SelectHolds", "WHERE", "WHERE FALSE AND"),
                        text(ROOMS + "InsertHolds", "INSERT INTO", "REPLACE INTO")),
                code(
                        "a release undoes its booking without a trace",
                        LOST,
                        "is missing",
                        text(ROOMS + "UpdateHolds", "state = VALUES(state)", "state = VALUES(state), decided_seq = 0")),
                steps(
                        "cancellations are taken for bookings",
                        LOST,
                        "HELD, but booked: true, cancelled: true",
                        FaultyMiniatures.BooksTheCancellationsToo.class),
                steps(
                        "a cancellation before its booking is dropped",
                        LOST,
                        "HELD, but booked: true, cancelled: true",
                        FaultyMiniatures.DropsCancellationsOfUnknownReservations.class));
    }

    private static List<Mutant> holds() {
        return List.of(
                code("no hold is stored", LOST, "there is no hold", skip(ROOMS + "InsertHolds", "execute")),
                code(
                        "no hold ever changes",
                        LOST,
                        "HELD, but booked: true, cancelled: true",
                        skip(ROOMS + "UpdateHolds", "execute")),
                code(
                        "a hold keeps its unknown user",
                        LOST,
                        "user_id is null in the hold",
                        text(ROOMS + "UpdateHolds", "IF(forgotten, NULL, VALUES(user_id))", "user_id")),
                code(
                        "a hold forgets its user when it is released",
                        LOST,
                        "user_id is null in the hold",
                        text(ROOMS + "UpdateHolds", "IF(forgotten, NULL, VALUES(user_id))", "NULL")),
                code(
                        "a hold's check-in is its reservation time",
                        LOST,
                        "should be a dead letter [CONFLICT]",
                        call(ROOMS + "InsertHolds", "add", "checkinDatetime", "reservedDatetime")),
                steps(
                        "a hold is at another hotel",
                        DOUBLED,
                        "HELD, but booked: false, cancelled: false",
                        FaultyMiniatures.HoldsAtTheNextHotel.class),
                steps(
                        "a hold is at a hotel that does not exist",
                        DOUBLED,
                        "which does not exist",
                        FaultyMiniatures.HoldsAtUnknownHotels.class),
                tables(
                        "a cancelled hold is deleted",
                        LOST,
                        "there is no hold",
                        "DELETE FROM room_holds WHERE state = 'RELEASED'"),
                tables(
                        "a hold that no message asked for",
                        DOUBLED,
                        "a hold without a published message",
                        """
                        INSERT IGNORE INTO room_holds VALUES (1000000, 0, 'RELEASED', 1, 1, 1)"""));
    }

    private static List<Mutant> conflicts() {
        return List.of(
                code(
                        "contradictions are accepted",
                        LOST,
                        "should be a dead letter [CONFLICT]",
                        skip(ROOMS + "Hold", "differ")),
                code(
                        "a missing value contradicts a known one",
                        DOUBLED,
                        "although it agrees with the hold",
                        advice(ROOMS + "Hold", "differ", NullDiffers.class)),
                code(
                        "a contradiction names the wrong field",
                        LOST,
                        "does not say what is wrong",
                        text(ROOMS + "Hold", "user_id", "hotel_id")),
                code(
                        "a contradiction is taken for an unknown hotel",
                        LOST,
                        "is a dead letter HOTEL_NOT_FOUND",
                        constant(ROOMS + "RoomDecision", "conflict", "CONFLICT", "HOTEL_NOT_FOUND")),
                code(
                        "an unknown hotel is taken for a contradiction",
                        LOST,
                        "is a dead letter CONFLICT",
                        constant(STATE_TABLE, "decide", "HOTEL_NOT_FOUND", "CONFLICT")),
                code(
                        "an unknown hotel is taken for a full one",
                        DOUBLED,
                        "a rejection without its hold",
                        constant(STATE_TABLE, "decide", "HOTEL_NOT_FOUND", "REFUSED")),
                steps(
                        "a contradiction changes the hold",
                        LOST,
                        "the reservation says",
                        FaultyMiniatures.AppliesConflictingBookings.class));
    }

    private static List<Mutant> worker() {
        return List.of(
                steps(
                        "messages are acknowledged before they are stored",
                        LOST,
                        "the hold has no",
                        FaultyMiniatures.AcknowledgesBeforeStoring.class),
                steps(
                        "messages are acknowledged before they are decided",
                        LOST,
                        "there is no hold",
                        FaultyMiniatures.AcknowledgesBeforeDeciding.class),
                steps(
                        "messages are acknowledged although storing them failed",
                        LOST,
                        "the hold has no",
                        FaultyMiniatures.IgnoresFailuresToStore.class),
                steps(
                        "messages are acknowledged when half of their batch is stored",
                        LOST,
                        "the hold has no",
                        FaultyMiniatures.StoresInHalves.class),
                steps(
                        "half of a crashed worker's batch is not redelivered",
                        LOST,
                        "there is no hold",
                        FaultyMiniatures.RedeliversHalfOfABatch.class),
                steps(
                        "some batches are answered without being decided",
                        DOUBLED,
                        "a reservation without its hold",
                        FaultyMiniatures.AnswersSomeBatchesWithoutDeciding.class),
                steps(
                        "a batch's answers are in reverse order",
                        LOST,
                        "the reservation says",
                        FaultyMiniatures.AnswersInReverseOrder.class),
                steps(
                        "all messages about a reservation in one batch get the first one's answer",
                        LOST,
                        "the reservation says",
                        FaultyMiniatures.DecidesEachReservationOncePerBatch.class),
                code(
                        "nothing is stored",
                        LOST,
                        "the hold has no reservation",
                        skip(STORAGE + "ReservationTables", "execute")));
    }

    private static List<Mutant> rows() {
        return List.of(
                code(
                        "iscancel falls when an older batch is stored later",
                        LOST,
                        "the reservation says",
                        text(
                                STORAGE + "UpsertReservations",
                                "GREATEST(iscancel, VALUES(iscancel))",
                                "VALUES(iscancel)")),
                code(
                        "iscancel never rises",
                        LOST,
                        "the reservation says",
                        text(STORAGE + "UpsertReservations", "GREATEST(iscancel, VALUES(iscancel))", "iscancel")),
                code(
                        "iscancel is inverted",
                        LOST,
                        "the reservation says",
                        constant(STORAGE + "UpsertReservations", "insert", "CANCELLED", "CONFIRMED")),
                code(
                        "cancelled reservations are not written",
                        LOST,
                        "the reservation says",
                        constant(STORAGE + "UpsertReservations", "<init>", "CANCELLED", "CONFIRMED")),
                code(
                        "a cancellation without a user erases the user",
                        LOST,
                        "the reservation says",
                        text(STORAGE + "UpsertReservations", "COALESCE(userid, VALUES(userid))", "VALUES(userid)")),
                code(
                        "a booking after its cancellation adds no times",
                        LOST,
                        "the reservation says",
                        text(
                                STORAGE + "UpsertReservations",
                                "COALESCE(checkin_unix_datetime, VALUES(checkin_unix_datetime))",
                                "checkin_unix_datetime")),
                code(
                        "a reservation's check-in is its reservation time",
                        LOST,
                        "the reservation says",
                        call(STORAGE + "UpsertReservations", "insert", "checkinAt", "reservedAt")),
                code(
                        "rejections are not written",
                        LOST,
                        "the hold has no rejection",
                        skip(STORAGE + "UpsertRejections", "insert")),
                code(
                        "a rejection's check-in is its reservation time",
                        LOST,
                        "the rejection says",
                        call(STORAGE + "UpsertRejections", "insert", "checkinAt", "reservedAt")),
                tables(
                        "a rejection has the wrong reason",
                        LOST,
                        "the rejection says",
                        "UPDATE rejections SET reason = 'CONFLICT' WHERE reservation_id % 10 = 0"),
                tables(
                        "a rejected booking has a reservation too",
                        DOUBLED,
                        "a reservation without its hold",
                        """
                        INSERT IGNORE INTO reserve_hotel
                        SELECT reservation_id, 0, hotel_id, user_id, reserved_datetime, checkin_datetime
                        FROM rejections"""),
                tables(
                        "a cancelled reservation has a rejection too",
                        DOUBLED,
                        "a rejection without its hold",
                        """
                        INSERT IGNORE INTO rejections
                        SELECT id, hotelid, userid, reserved_unix_datetime, checkin_unix_datetime, 'HOTEL_FULL', NOW()
                        FROM reserve_hotel WHERE iscancel"""),
                tables(
                        "a reservation belongs to another user",
                        LOST,
                        "the reservation says",
                        "UPDATE reserve_hotel SET userid = userid + 1 WHERE id % 50 = 0"),
                tables(
                        "a reservation is at another hotel",
                        LOST,
                        "the reservation says",
                        "UPDATE reserve_hotel SET hotelid = hotelid + 1 WHERE id % 100 = 0"),
                tables(
                        "a cancelled reservation is deleted",
                        LOST,
                        "the hold has no reservation",
                        "DELETE FROM reserve_hotel WHERE iscancel"),
                tables(
                        "a reservation that no message asked for",
                        DOUBLED,
                        "a reservation without a published message",
                        """
                        INSERT IGNORE INTO reserve_hotel VALUES (1000000, 0, 0, 1, 1, 1)"""),
                tables(
                        "a rejection that no message asked for",
                        DOUBLED,
                        "a rejection without a published message",
                        """
                        INSERT IGNORE INTO rejections VALUES (1000000, 0, 1, 1, 1, 'HOTEL_FULL', NOW())"""));
    }

    private static List<Mutant> deadLetters() {
        return List.of(
                code("dead letters are not written", LOST, "should be a dead letter", skip(DEAD_LETTERS, "insert")),
                steps(
                        "malformed messages are dropped",
                        LOST,
                        "should be a dead letter [MALFORMED]",
                        FaultyMiniatures.DropsMalformedMessages.class),
                steps(
                        "contradictions are dropped",
                        LOST,
                        "should be a dead letter [CONFLICT]",
                        FaultyMiniatures.DropsContradictions.class),
                steps(
                        "messages for unknown hotels are dropped",
                        LOST,
                        "should be a dead letter [HOTEL_NOT_FOUND",
                        FaultyMiniatures.DropsMessagesForUnknownHotels.class),
                code(
                        "a dead letter has the wrong reason",
                        LOST,
                        "is a dead letter MALFORMED, not [CONFLICT]",
                        text(
                                DEAD_LETTERS,
                                DEAD_LETTER_VALUES,
                                "VALUES (?, REPLACE(?, 'CONFLICT', 'MALFORMED'), ?, ?, ?, ?)")),
                code(
                        "a dead letter is cut off",
                        LOST,
                        "has a different payload",
                        text(DEAD_LETTERS, DEAD_LETTER_VALUES, "VALUES (?, ?, ?, LEFT(?, 10), ?, ?)")),
                code(
                        "a dead letter loses what was wrong when it is redelivered",
                        LOST,
                        "does not say what is wrong",
                        text(DEAD_LETTERS, "UPDATE message_id = VALUES(message_id)", "UPDATE detail = ''")),
                code(
                        "a dead letter has another message's attributes",
                        LOST,
                        "is not as published",
                        text(
                                DEAD_LETTERS,
                                DEAD_LETTER_VALUES,
                                "VALUES (?, ?, ?, ?, IF(? = '', '', '{\"a\": \"b\"}'), ?)")),
                code(
                        "a dead letter loses when it was published",
                        LOST,
                        "is not as published",
                        text(DEAD_LETTERS, DEAD_LETTER_VALUES, "VALUES (?, ?, ?, ?, ?, IF(? = '', '', '2000-01-01'))")),
                code(
                        "a dead letter is stored under another id",
                        DOUBLED,
                        "dead letters without a published message",
                        text(DEAD_LETTERS, DEAD_LETTER_VALUES, "VALUES (1000000 + ?, ?, ?, ?, ?, ?)")),
                steps(
                        "a redelivered dead letter is stored again",
                        DOUBLED,
                        "dead letters without a published message",
                        FaultyMiniatures.StoresADeadLetterForEachDelivery.class),
                tables(
                        "a dead letter counts as replayed",
                        LOST,
                        "is not as published",
                        "UPDATE dead_letters SET replayed_at = stored_at WHERE reason = 'CONFLICT'"),
                tables(
                        "a booked message is a dead letter too",
                        DOUBLED,
                        "although it agrees with the hold",
                        """
                        INSERT IGNORE INTO dead_letters
                        SELECT 1000 + id, 'CONFLICT', '', '', '{}', NOW(), NOW(), NULL FROM reserve_hotel"""));
    }

    private static List<Mutant> hotels() {
        return List.of(
                code(
                        "bookings change the price",
                        LOST,
                        "hotel 0 is",
                        text(ROOMS + "ChangeRooms", "SET", "SET price_pernight = price_pernight + 1,")),
                tables("hotels change their names", LOST, "hotel 0 is", "UPDATE hotels SET name = 'myhotel'"),
                tables("a hotel disappears", LOST, "hotel 7 is missing", "DELETE FROM hotels WHERE id = 7"),
                tables(
                        "a hotel appears",
                        DOUBLED,
                        "hotel 8 was never inserted",
                        "INSERT IGNORE INTO hotels VALUES (8, 'hotel 8', 10000, 1)"));
    }

    /** For {@code Hold.differ}. */
    private static final class NullDiffers {
        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(0) Long known,
                @Advice.Argument(1) Long given,
                @Advice.Return(readOnly = false) boolean differ) {
            differ = !Objects.equals(known, given);
        }
    }
}
