package com.billshotel.server.catalog;

import java.util.List;
import java.util.Optional;

/**
 * An update of a hotel; empty fields stay unchanged.
 *
 * @param etag the etag that the hotel must still have; empty to skip the check
 */
public record HotelChange(
        int id,
        Optional<String> name,
        Optional<Integer> pricePerNight,
        Optional<Integer> roomsAvailable,
        Optional<String> location,
        Optional<List<String>> facilities,
        Optional<String> etag) {
    /**
     * The hotel after the change.
     *
     * @throws CatalogException if a field that stays unchanged has no valid value
     */
    HotelInfo appliedTo(HotelRow hotel) {
        return new HotelRow(
                        hotel.id(),
                        name.orElse(hotel.name()),
                        pricePerNight.orElse(hotel.pricePerNight()),
                        roomsAvailable.orElse(hotel.roomsAvailable()),
                        location.orElse(hotel.location()),
                        facilities.or(hotel::facilities))
                .toHotel();
    }
}
