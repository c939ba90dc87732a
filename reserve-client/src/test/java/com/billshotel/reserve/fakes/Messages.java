package com.billshotel.reserve.fakes;

/** Payloads as publishers send them. */
public final class Messages {
    public static String booking(long id, int hotelId) {
        return booking(id, hotelId, 12345, 1_700_000_000, 1_700_604_800);
    }

    public static String booking(long id, int hotelId, long userId, long reservedAt, long checkinAt) {
        return """
                {"id": %d, "is_cancel": false, "hotel_id": %d, "user_id": %d, "reserved_datetime": %d, "checkin_datetime": %d}"""
                .formatted(id, hotelId, userId, reservedAt, checkinAt);
    }

    public static String cancel(long id, int hotelId) {
        return "{\"id\": %d, \"is_cancel\": true, \"hotel_id\": %d}".formatted(id, hotelId);
    }

    private Messages() {}
}
