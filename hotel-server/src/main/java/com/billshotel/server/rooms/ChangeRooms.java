package com.billshotel.server.rooms;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Writes the counts of hotels. The caller has held their locks since it read them. */
final class ChangeRooms {
    private static final String SQL =
            "UPDATE hotels SET rooms_available = ?, decisions = ?, rooms_seen = ?, decisions_seen = ? WHERE id = ?";

    private final List<LockedHotel> hotels;

    ChangeRooms(List<LockedHotel> hotels) {
        this.hotels = hotels;
    }

    void execute(Connection connection) throws SQLException {
        if (hotels.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            for (LockedHotel hotel : hotels) {
                statement.setObject(1, hotel.count().rooms(), Types.INTEGER);
                statement.setLong(2, hotel.count().decisions());
                statement.setObject(3, hotel.roomsSeen(), Types.INTEGER);
                statement.setLong(4, hotel.decisionsSeen());
                statement.setInt(5, hotel.id());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Override
    public String toString() {
        return "ChangeRooms" + hotels;
    }
}
