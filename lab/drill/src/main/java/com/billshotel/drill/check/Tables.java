package com.billshotel.drill.check;

import com.billshotel.drill.traffic.OldBookings;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The final contents of the database, by reservation and by message, without {@link OldBookings}, which may be millions. */
record Tables(
        Map<Long, Row> holds,
        Map<Long, Row> reservations,
        Map<Long, Row> rejections,
        Map<Long, DeadLetter> deadLetters) {

    /** A hold, a reservation or a rejection; the queries map their states to those of holds. */
    record Row(long id, String state, int hotel, Long user, Long reservedAt, Long checkinAt) {}

    /**
     * A dead letter.
     *
     * @param detail what is wrong with the message
     * @param asPublished whether it has the message's attributes (none) and a plausible time of publishing, and was not replayed
     */
    record DeadLetter(String reason, String detail, String payload, boolean asPublished) {}

    private static final String DEAD_LETTERS =
            """
            SELECT message_id, reason, detail, payload, JSON_LENGTH(attributes) = 0 AND replayed_at IS NULL
              AND published_at BETWEEN stored_at - INTERVAL 1 DAY AND stored_at + INTERVAL 1 SECOND
            FROM dead_letters""";

    static Tables read(Connection connection) throws SQLException {
        return new Tables(
                rows(
                        connection,
                        "SELECT reservation_id, CASE WHEN state = 'RELEASED' AND released_seq IS NULL THEN 'TOMBSTONE'"
                                + " ELSE state END, hotel_id, user_id, reserved_datetime, checkin_datetime FROM room_holds WHERE reservation_id < "
                                + OldBookings.FIRST_RESERVATION),
                rows(
                        connection,
                        "SELECT id, CASE WHEN iscancel THEN 'RELEASED' ELSE 'HELD' END, hotelid, userid,"
                                + " reserved_unix_datetime, checkin_unix_datetime FROM reserve_hotel WHERE id < "
                                + OldBookings.FIRST_RESERVATION),
                rows(
                        connection,
                        "SELECT reservation_id, CASE reason WHEN 'HOTEL_FULL' THEN 'REFUSED' ELSE reason END, hotel_id, user_id,"
                                + " reserved_datetime, checkin_datetime FROM rejections"),
                deadLetters(connection));
    }

    private static Map<Long, Row> rows(Connection connection, String sql) throws SQLException {
        Map<Long, Row> rows = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.put(result.getLong(1), row(result));
            }
        }
        return rows;
    }

    private static Row row(ResultSet result) throws SQLException {
        return new Row(
                result.getLong(1),
                result.getString(2).intern(),
                result.getInt(3),
                result.getObject(4, Long.class),
                result.getObject(5, Long.class),
                result.getObject(6, Long.class));
    }

    private static Map<Long, DeadLetter> deadLetters(Connection connection) throws SQLException {
        Map<Long, DeadLetter> letters = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(DEAD_LETTERS)) {
            while (result.next()) {
                String payload = new String(result.getBytes(4), StandardCharsets.UTF_8);
                letters.put(
                        result.getLong(1),
                        new DeadLetter(
                                result.getString(2).intern(), result.getString(3), payload, result.getBoolean(5)));
            }
        }
        return letters;
    }
}
