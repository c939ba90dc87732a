package com.billshotel.server.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads one hotel with its details. */
final class SelectHotel {
    private static final String SQL =
            "SELECT h.id, h.name, h.price_pernight, h.rooms_available, d.location, d.facilities"
                    + " FROM hotels h LEFT JOIN hotel_details d ON d.hotel_id = h.id WHERE h.id = ?";

    private final int id;
    private String lock = "";

    SelectHotel(int id) {
        this.id = id;
    }

    /** Locks the hotel until the transaction ends. */
    SelectHotel forUpdate() {
        lock = " FOR UPDATE";
        return this;
    }

    Optional<HotelInfo> execute(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL + lock)) {
            statement.setInt(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(hotel(rows)) : Optional.empty();
            }
        }
    }

    @Override
    public String toString() {
        return "SelectHotel[" + id + lock + "]";
    }

    private static HotelInfo hotel(ResultSet row) throws SQLException {
        String location = row.getString(5);
        return new HotelInfo(
                row.getInt(1),
                row.getString(2),
                row.getInt(3),
                row.getInt(4),
                location == null ? "" : location,
                FacilitiesJson.read(row.getString(6)));
    }
}
