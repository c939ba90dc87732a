package com.billshotel.server.rooms;

/**
 * A hotel as its lock shows it.
 *
 * @param rooms how many are left
 * @param decisions how many were made so far, each with a number of its own: the order in which rooms came and went
 */
record HotelCount(int rooms, long decisions) {
    /** One decision later. */
    HotelCount next(int roomChange) {
        return new HotelCount(rooms + roomChange, decisions + 1);
    }

    HotelCount minus(HotelCount other) {
        return new HotelCount(rooms - other.rooms, decisions - other.decisions);
    }
}
