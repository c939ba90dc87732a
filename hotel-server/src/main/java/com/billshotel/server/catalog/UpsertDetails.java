package com.billshotel.server.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Stores a hotel's location and facilities. The caller holds the hotel's lock. */
final class UpsertDetails {
    private static final String SQL = "INSERT INTO hotel_details (hotel_id, location, facilities) VALUES (?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE location = VALUES(location), facilities = VALUES(facilities)";

    private final HotelInfo hotel;

    UpsertDetails(HotelInfo hotel) {
        this.hotel = hotel;
    }

    void execute(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setInt(1, hotel.id());
            statement.setString(2, hotel.location());
            statement.setString(3, FacilitiesJson.write(hotel.facilities()));
            statement.executeUpdate();
        }
    }

    @Override
    public String toString() {
        return "UpsertDetails[" + hotel.id() + "]";
    }
}
