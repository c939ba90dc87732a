package com.billshotel.server.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalInt;

/**
 * Counts the rooms of a hotel that are held, unless it has had many decisions: then it is too old to be the result of a call
 * that is being repeated, and counting would be expensive. The caller holds the hotel's lock.
 */
final class CountHeldRooms {
    /** Far more than a hotel can have between a call and its repetition. */
    private static final int MAX_DECISIONS = 10_000;

    private static final String SQL =
            "SELECT (SELECT COUNT(*) FROM room_holds r WHERE r.hotel_id = h.id AND r.state = 'HELD')"
                    + " FROM hotels h WHERE h.id = ? AND h.decisions <= " + MAX_DECISIONS;

    private final int hotelId;

    CountHeldRooms(int hotelId) {
        this.hotelId = hotelId;
    }

    /** Empty if the hotel has had too many decisions. */
    OptionalInt execute(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setInt(1, hotelId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
            }
        }
    }

    @Override
    public String toString() {
        return "CountHeldRooms[" + hotelId + "]";
    }
}
