package com.billshotel.server.rooms;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Applies a batch's changes to each hotel's room and decision counts. The caller holds the hotels' locks. */
final class ChangeRooms {
    private final Map<Integer, HotelCount> changes;

    ChangeRooms(Map<Integer, HotelCount> changes) {
        this.changes = changes;
    }

    void execute(Connection connection) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        String sql = "UPDATE hotels SET rooms_available = rooms_available + ?, decisions = COALESCE(decisions, 0) + ?"
                + " WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<Integer, HotelCount> change : changes.entrySet()) {
                statement.setInt(1, change.getValue().rooms());
                statement.setLong(2, change.getValue().decisions());
                statement.setInt(3, change.getKey());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Override
    public String toString() {
        return "ChangeRooms" + changes;
    }
}
