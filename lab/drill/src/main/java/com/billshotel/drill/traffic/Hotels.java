package com.billshotel.drill.traffic;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Many hotels and a hot one, number 0, that takes part of all bookings. Of three neighbours one has rooms for all, one for some
 * and one for hardly any.
 *
 * @param count how many there are, numbered from 0
 * @param expectedBookings how many bookings will come, roughly
 * @param roomsForAll whether every hotel has
 */
public record Hotels(int count, long expectedBookings, boolean roomsForAll) {
    /** One booking in so many goes to the hot hotel. */
    static final int HOT_SHARE = 4;

    private static final int AMPLE = 100_000_000;

    /** How many rooms a hotel has at the start. */
    public int capacity(int hotel) {
        long expected = expectedBookings / HOT_SHARE / (hotel == 0 ? 1 : Math.max(1, count / (HOT_SHARE - 1)));
        if (roomsForAll || hotel % 3 == 1) {
            return AMPLE;
        }
        return hotel % 3 == 0 ? (int) Math.max(1, expected / 3) : 5;
    }

    public boolean exists(int hotel) {
        return hotel >= 0 && hotel < count;
    }

    /** A statement that opens them all. */
    public String insert() {
        List<String> rows = IntStream.range(0, count)
                .mapToObj(hotel -> "(" + hotel + ",'hotel " + hotel + "',10000," + capacity(hotel) + ")")
                .toList();
        return "INSERT INTO hotels VALUES " + String.join(",", rows);
    }
}
