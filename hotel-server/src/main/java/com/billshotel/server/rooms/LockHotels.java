package com.billshotel.server.rooms;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Locks the hotels of a batch and reads their counts; unknown hotels are absent from the result. */
final class LockHotels {
    private final SortedSet<Integer> hotelIds;

    LockHotels(SortedSet<Integer> hotelIds) {
        this.hotelIds = hotelIds;
    }

    /** The hotels by id. */
    Map<Integer, LockedHotel> execute(Connection connection) throws SQLException {
        // A range scan of the primary key takes the locks in ascending order. Without FORCE INDEX the optimizer may
        // scan a small table completely and wait for the locks of hotels that are not in this batch.
        String sql =
                "SELECT id, rooms_available, decisions, rooms_seen, decisions_seen FROM hotels FORCE INDEX (PRIMARY) WHERE id IN ("
                        + hotelIds.stream().map(String::valueOf).collect(Collectors.joining(","))
                        + ") ORDER BY id FOR UPDATE";
        Map<Integer, LockedHotel> hotels = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                LockedHotel hotel = hotel(rows);
                hotels.put(hotel.id(), hotel);
            }
        }
        return hotels;
    }

    private static LockedHotel hotel(ResultSet row) throws SQLException {
        return new LockedHotel(
                row.getInt(1),
                new HotelCount(row.getObject(2, Integer.class), row.getLong(3)),
                row.getObject(4, Integer.class),
                row.getObject(5, Long.class));
    }

    @Override
    public String toString() {
        return "LockHotels" + hotelIds;
    }
}
