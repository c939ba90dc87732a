package com.billshotel.server.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Updates a hotel's name and price. The caller holds the hotel's lock. */
final class UpdateHotelRow {
    private static final String SQL = "UPDATE hotels SET name = ?, price_pernight = ? WHERE id = ?";

    private final HotelInfo hotel;

    UpdateHotelRow(HotelInfo hotel) {
        this.hotel = hotel;
    }

    void execute(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, hotel.name());
            statement.setInt(2, hotel.pricePerNight());
            statement.setInt(3, hotel.id());
            statement.executeUpdate();
        }
    }

    @Override
    public String toString() {
        return "UpdateHotelRow[" + hotel.id() + "]";
    }
}
