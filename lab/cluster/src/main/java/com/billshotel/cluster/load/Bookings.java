package com.billshotel.cluster.load;

import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.embedded.network.Ports;
import com.billshotel.local.parts.HotelDatabase;
import com.billshotel.local.parts.ProjectFiles;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tables, as seen through a forwarded port, with hotels of their own for the load: most have rooms for everyone, and one has so
 * few that it is full after some seconds.
 */
final class Bookings implements AutoCloseable {
    static final int FIRST_HOTEL = 1_000;
    private static final int HOTELS = 20;
    private static final int SMALL_HOTEL = FIRST_HOTEL + HOTELS;
    private static final int ROOMS = 1_000_000;
    private static final int SMALL_ROOMS = 50;
    private static final int SMALL_SHARE = 10;

    private static final String SETTLED =
            """
            SELECT id FROM reserve_hotel WHERE id BETWEEN ? AND ?
            UNION ALL SELECT reservation_id FROM rejections WHERE reservation_id BETWEEN ? AND ?
            """;

    /** Rooms that were taken for no reservation or twice for one, and rooms that do not exist. */
    private static final String WRONG_ROOMS =
            """
            SELECT h.id, h.rooms_available, COUNT(r.id) FROM hotels h
            LEFT JOIN reserve_hotel r ON r.hotelid = h.id AND NOT r.iscancel
            WHERE h.id BETWEEN %d AND %d GROUP BY h.id, h.rooms_available
            HAVING h.rooms_available < 0 OR h.rooms_available + COUNT(r.id) <> IF(h.id = %d, %d, %d)
            """
                    .formatted(FIRST_HOTEL, SMALL_HOTEL, SMALL_HOTEL, SMALL_ROOMS, ROOMS);

    private static final int ANSWER_MILLIS = 3_000;

    private final int port;
    private final Supplier<String> rootPassword;
    private Connection connection;

    /** @param rootPassword the current password, which may change */
    Bookings(int port, Supplier<String> rootPassword) {
        this.port = port;
        this.rootPassword = rootPassword;
        // A port that is forwarded to a pod that has just ended may accept connections and never answer.
        DriverManager.setLoginTimeout(ANSWER_MILLIS / 1_000);
    }

    void createHotels() throws SQLException {
        String rows = IntStream.rangeClosed(FIRST_HOTEL, SMALL_HOTEL)
                .mapToObj(hotel -> "(%d, 'hotel %d', 10000, %d)"
                        .formatted(hotel, hotel, hotel == SMALL_HOTEL ? SMALL_ROOMS : ROOMS))
                .collect(Collectors.joining(", "));
        database().execute("INSERT IGNORE INTO hotels VALUES " + rows);
    }

    /** An id that is higher than that of every reservation. */
    long freeId() throws SQLException {
        return Long.parseLong(database()
                .rows("SELECT COALESCE(MAX(reservation_id), 0) + 1 FROM room_holds")
                .get(0)
                .get(0));
    }

    /** The message that books a room for this id. */
    static String message(long id) {
        long hotel = id % SMALL_SHARE == 0 ? SMALL_HOTEL : FIRST_HOTEL + id % HOTELS;
        return """
                {"id": %d, "is_cancel": false, "hotel_id": %d, "user_id": %d, "reserved_datetime": 1700000000, \
                "checkin_datetime": 1700604800}"""
                .formatted(id, hotel, id);
    }

    /** Passes on the ids from one to another, both included, that have a reservation or a rejection. */
    void settled(long from, long to, LongConsumer id) throws SQLException {
        try (PreparedStatement select = connection().prepareStatement(SETTLED)) {
            select.setLong(1, from);
            select.setLong(2, to);
            select.setLong(3, from);
            select.setLong(4, to);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    id.accept(rows.getLong(1));
                }
            }
        } catch (SQLException broken) {
            close();
            throw broken;
        }
    }

    /** What is wrong with the tables: rows of {@code sql/audit.sql}, and hotels whose rooms do not add up. */
    List<String> inconsistencies() throws SQLException {
        List<List<String>> rows = new ArrayList<>(database().rows(ProjectFiles.sql("audit.sql")));
        rows.addAll(database().rows(WRONG_ROOMS));
        return rows.stream().map(row -> String.join(" ", row)).toList();
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            Connection old = connection;
            connection = null;
            old.close();
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            connection = database().connect();
            connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
        }
        return connection;
    }

    private HotelDatabase database() {
        return new HotelDatabase(new MysqlAddress(Ports.LOOPBACK, port, "root", rootPassword.get()));
    }
}
