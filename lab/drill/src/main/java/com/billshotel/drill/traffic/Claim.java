package com.billshotel.drill.traffic;

import java.util.ArrayList;
import java.util.List;

/**
 * The contents of a well-formed message. Null fields are absent, as in a minimal cancellation.
 *
 * @param reservation the reservation's id
 */
public record Claim(long reservation, boolean cancels, int hotel, Long user, Long reservedAt, Long checkinAt) {
    /** The fields that contradict these values. */
    public List<String> contradictions(int otherHotel, Long otherUser, Long otherReservedAt, Long otherCheckinAt) {
        List<String> fields = new ArrayList<>();
        if (hotel != otherHotel) {
            fields.add("hotel_id");
        }
        if (differ(user, otherUser)) {
            fields.add("user_id");
        }
        if (differ(reservedAt, otherReservedAt)) {
            fields.add("reserved_datetime");
        }
        if (differ(checkinAt, otherCheckinAt)) {
            fields.add("checkin_datetime");
        }
        return fields;
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

    private static boolean differ(Long one, Long other) {
        return one != null && other != null && !one.equals(other);
    }
}
