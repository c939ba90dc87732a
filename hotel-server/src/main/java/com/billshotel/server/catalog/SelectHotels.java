package com.billshotel.server.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads hotels with their details; unknown ids are absent from the result. */
final class SelectHotels {
    private static final String SQL =
            "SELECT h.id, h.name, h.price_pernight, h.rooms_available, d.location, d.facilities"
                    + " FROM hotels h LEFT JOIN hotel_details d ON d.hotel_id = h.id WHERE h.id IN (";

    private final Collection<Integer> ids;
    private String lock = "";

    SelectHotels(Collection<Integer> ids) {
        this.ids = ids;
    }

    /** Locks the hotels until the transaction ends. */
    SelectHotels forUpdate() {
        lock = " FOR UPDATE";
        return this;
    }

    /** The hotels by id. */
    Map<Integer, HotelRow> execute(Connection connection) throws SQLException {
        String sql = SQL + ids.stream().map(String::valueOf).collect(Collectors.joining(",")) + ")" + lock;
        Map<Integer, HotelRow> hotels = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                HotelRow hotel = hotel(rows);
                hotels.put(hotel.id(), hotel);
            }
        }
        return hotels;
    }

    @Override
    public String toString() {
        return "SelectHotels" + ids + lock;
    }

    private static HotelRow hotel(ResultSet row) throws SQLException {
        return new HotelRow(
                row.getInt(1),
                row.getString(2),
                row.getObject(3, Integer.class),
                row.getObject(4, Integer.class),
                row.getString(5),
                FacilitiesJson.read(row.getString(6)));
    }
}
