package com.billshotel.server.catalog;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A hotel as its users see it.
 *
 * @param pricePerNight in the smallest unit of its currency
 * @param roomsAvailable rooms that can still be booked
 * @param location empty if not given
 * @param facilities in the order given
 */
public record HotelInfo(
        int id, String name, int pricePerNight, int roomsAvailable, String location, List<String> facilities) {
    public HotelInfo {
        facilities = List.copyOf(facilities);
    }

    /**
     * Changes whenever any other field does. It is computed from them, so a hotel that was written by hand in SQL has one
     * too, and nothing can change without it.
     */
    public String etag() {
        Hasher hasher =
                Hashing.sha256().newHasher().putInt(id).putInt(pricePerNight).putInt(roomsAvailable);
        putText(hasher, name);
        putText(hasher, location);
        facilities.forEach(facility -> putText(hasher, facility));
        return hasher.hash().toString().substring(0, 16);
    }

    /** With its length, so that no two lists of texts look alike. */
    private static void putText(Hasher hasher, String text) {
        hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
    }
}
