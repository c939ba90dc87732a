package com.billshotel.local;

/** Reservation messages as a publisher sends them. */
final class Messages {
    private static final int USER = 7;

    private Messages() {}

    static String booking(long id, int hotel) {
        return booking(id, hotel, USER);
    }

    static String booking(long id, int hotel, long user) {
        return "{\"id\": " + id + ", \"is_cancel\": false, \"hotel_id\": " + hotel + ", \"user_id\": " + user
                + ", \"reserved_datetime\": 1700000000, \"checkin_datetime\": 1700604800}";
    }

    static String cancellation(long id, int hotel) {
        return "{\"id\": " + id + ", \"is_cancel\": true, \"hotel_id\": " + hotel + "}";
    }
}
