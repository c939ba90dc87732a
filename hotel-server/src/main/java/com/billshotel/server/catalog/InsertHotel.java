package com.billshotel.server.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Inserts a hotel; fails with a duplicate key if the id exists. */
final class InsertHotel {
    private static final String SQL =
            "INSERT INTO hotels (id, name, price_pernight, rooms_available) VALUES (?, ?, ?, ?)";

    private final HotelInfo hotel;

    InsertHotel(HotelInfo hotel) {
        this.hotel = hotel;
    }

    void execute(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setInt(1, hotel.id());
            statement.setString(2, hotel.name());
            statement.setInt(3, hotel.pricePerNight());
            statement.setInt(4, hotel.roomsAvailable());
            statement.executeUpdate();
        }
    }

    @Override
    public String toString() {
        return "InsertHotel[" + hotel.id() + "]";
    }
}
