package com.billshotel.server.rooms;

/**
 * A locked hotel's counts.
 *
 * @param rooms rooms left
 * @param decisions decisions so far; each takes the next number, which records their order
 */
record HotelCount(int rooms, long decisions) {
    /** The counts after one more decision. */
    HotelCount next(int roomChange) {
        return new HotelCount(rooms + roomChange, decisions + 1);
    }

    HotelCount minus(HotelCount other) {
        return new HotelCount(rooms - other.rooms, decisions - other.decisions);
    }
}
