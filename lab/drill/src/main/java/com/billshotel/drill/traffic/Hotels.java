package com.billshotel.drill.traffic;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The hotels: a hot one, number 0, that gets a quarter of all bookings, and many others. Of every three hotels, one has rooms for all
 * bookings, one for a third of them and one for hardly any.
 *
 * @param count the number of hotels, which are numbered from 0
 * @param expectedBookings the approximate number of bookings
 * @param roomsForAll whether every hotel has rooms for all bookings
 */
public record Hotels(int count, long expectedBookings, boolean roomsForAll) {
    /** Of every hotel, per night. */
    public static final int PRICE = 10_000;

    /** One in this many bookings goes to the hot hotel. */
    static final int HOT_SHARE = 4;

    private static final int AMPLE = 100_000_000;

    /** The rooms of a hotel at the start. */
    public int capacity(int hotel) {
        long expected = expectedBookings / HOT_SHARE / (hotel == 0 ? 1 : Math.max(1, count / (HOT_SHARE - 1)));
        if (roomsForAll || hotel % 3 == 1) {
            return AMPLE;
        }
        return hotel % 3 == 0 ? (int) Math.max(1, expected / 3) : 5;
    }

    public String name(int hotel) {
        return "hotel " + hotel;
    }

    public boolean exists(int hotel) {
        return hotel >= 0 && hotel < count;
    }

    /** The statement that inserts all hotels. */
    public String insert() {
        List<String> rows = IntStream.range(0, count)
                .mapToObj(hotel -> "(" + hotel + ",'" + name(hotel) + "'," + PRICE + "," + capacity(hotel) + ")")
                .toList();
        return "INSERT INTO hotels (id, name, price_pernight, rooms_available) VALUES " + String.join(",", rows);
    }
}
