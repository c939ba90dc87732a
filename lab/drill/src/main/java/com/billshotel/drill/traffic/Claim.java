package com.billshotel.drill.traffic;

import java.util.Objects;

/**
 * The contents of a well-formed message. Null fields are absent, as in a minimal cancellation.
 *
 * @param reservation the reservation's id
 */
public record Claim(long reservation, boolean cancels, int hotel, Long user, Long reservedAt, Long checkinAt) {
    /** Whether no field contradicts these values. */
    public boolean agreesWith(int otherHotel, Long otherUser, Long otherReservedAt, Long otherCheckinAt) {
        return hotel == otherHotel
                && agree(user, otherUser)
                && agree(reservedAt, otherReservedAt)
                && agree(checkinAt, otherCheckinAt);
    }

    /** The payload. */
    public String json() {
        StringBuilder json = new StringBuilder("{\"id\": ").append(reservation);
        json.append(", \"is_cancel\": ")
                .append(cancels)
                .append(", \"hotel_id\": ")
                .append(hotel);
        append(json, "user_id", user);
        append(json, "reserved_datetime", reservedAt);
        append(json, "checkin_datetime", checkinAt);
        return json.append('}').toString();
    }

    private static void append(StringBuilder json, String name, Long value) {
        if (value != null) {
            json.append(", \"").append(name).append("\": ").append(value);
        }
    }

    private static boolean agree(Long one, Long other) {
        return one == null || other == null || Objects.equals(one, other);
    }
}
