package com.billshotel.server.rooms;

import java.util.Objects;

/**
 * Requests or releases a room for a reservation.
 *
 * @param reservationId the key under which the decision is stored
 * @param userId null only in a release
 * @param reservedDatetime Unix seconds; null only in a release
 * @param checkinDatetime Unix seconds; null only in a release
 */
public record RoomRequest(
        Action action, long reservationId, int hotelId, Long userId, Long reservedDatetime, Long checkinDatetime) {
    /** What to do for the reservation. */
    public enum Action {
        /** Take a room; the user and the times are required. */
        HOLD,
        /** Release the room; if the hold has not arrived yet, make sure that it takes none. */
        RELEASE
    }

    /** @throws NullPointerException if a hold has no user or times */
    public RoomRequest {
        if (action == Action.HOLD) {
            Objects.requireNonNull(userId, "userId");
            Objects.requireNonNull(reservedDatetime, "reservedDatetime");
            Objects.requireNonNull(checkinDatetime, "checkinDatetime");
        }
    }
}
