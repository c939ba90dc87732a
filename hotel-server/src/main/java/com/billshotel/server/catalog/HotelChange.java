package com.billshotel.server.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A change to a hotel; what is empty stays as it is.
 *
 * @param etag the etag that the hotel must still have; empty: any
 */
public record HotelChange(
        int id,
        Optional<String> name,
        Optional<Integer> pricePerNight,
        Optional<Integer> roomsAvailable,
        Optional<String> location,
        Optional<List<String>> facilities,
        Optional<String> etag) {
    HotelInfo appliedTo(HotelInfo hotel) {
        return new HotelInfo(
                hotel.id(),
                name.orElse(hotel.name()),
                pricePerNight.orElse(hotel.pricePerNight()),
                roomsAvailable.orElse(hotel.roomsAvailable()),
                location.orElse(hotel.location()),
                facilities.orElse(hotel.facilities()));
    }
}
