package com.billshotel.server.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A hotel as stored. Tables of older systems may have NULLs, and facilities edited with SQL may be anything.
 *
 * @param name NULL is read as an empty name
 * @param pricePerNight null if unknown
 * @param roomsAvailable null if unknown
 * @param location NULL is read as an empty location
 * @param facilities empty if they are not an array of strings
 */
record HotelRow(
        int id,
        String name,
        Integer pricePerNight,
        Integer roomsAvailable,
        String location,
        Optional<List<String>> facilities) {
    HotelRow {
        name = name == null ? "" : name;
        location = location == null ? "" : location;
    }

    /** @throws CatalogException if a column has no valid value */
    HotelInfo toHotel() {
        List<String> problems = new ArrayList<>();
        if (pricePerNight == null) {
            problems.add("price_pernight is NULL");
        }
        if (roomsAvailable == null) {
            problems.add("rooms_available is NULL");
        }
        if (facilities.isEmpty()) {
            problems.add("facilities are not an array of strings");
        }
        if (!problems.isEmpty()) {
            throw CatalogException.invalidData(id, problems);
        }
        return new HotelInfo(id, name, pricePerNight, roomsAvailable, location, facilities.get());
    }
}
