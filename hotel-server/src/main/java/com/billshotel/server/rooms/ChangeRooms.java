package com.billshotel.server.rooms;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Changes each hotel's rooms by the sum of a batch; the hotels are locked already. */
final class ChangeRooms {
    private final Map<Integer, Integer> changes;

    ChangeRooms(Map<Integer, Integer> changes) {
        this.changes = changes;
    }

    void execute(Connection connection) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        String sql = "UPDATE hotels SET rooms_available = rooms_available + ? WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<Integer, Integer> change : changes.entrySet()) {
                statement.setInt(1, change.getValue());
                statement.setInt(2, change.getKey());
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
