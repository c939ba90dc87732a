package com.billshotel.server.catalog;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A hotel.
 *
 * @param pricePerNight in the smallest unit of the hotel's currency, such as cents
 * @param roomsAvailable rooms that can still be booked
 * @param location empty if unknown
 * @param facilities in the order in which they were given
 */
public record HotelInfo(
        int id, String name, int pricePerNight, int roomsAvailable, String location, List<String> facilities) {
    public HotelInfo {
        facilities = List.copyOf(facilities);
    }

    /** This hotel with another number of rooms. */
    HotelInfo withRooms(int rooms) {
        return new HotelInfo(id, name, pricePerNight, rooms, location, facilities);
    }

    /**
     * A hash of all other fields: 16 hexadecimal digits. As it is computed rather than stored, hotels inserted with
     * plain SQL have one too, and no change can leave it stale.
     */
    public String etag() {
        Hasher hasher =
                Hashing.sha256().newHasher().putInt(id).putInt(pricePerNight).putInt(roomsAvailable);
        putText(hasher, name);
        putText(hasher, location);
        facilities.forEach(facility -> putText(hasher, facility));
        return hasher.hash().toString().substring(0, 16);
    }

    /** Hashes the length as well, so that ["ab"] and ["a", "b"] differ. */
    private static void putText(Hasher hasher, String text) {
        hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
    }
}
