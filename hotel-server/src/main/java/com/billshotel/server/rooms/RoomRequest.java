package com.billshotel.server.rooms;

import java.util.Objects;

/**
 * Asks for a room, or gives it back.
 *
 * @param reservationId whose room it is; every decision is kept under it
 * @param userId the guest; null: a release that does not say
 * @param reservedDatetime Unix seconds; null: a release that does not say
 * @param checkinDatetime Unix seconds; null: a release that does not say
 */
public record RoomRequest(
        Action action, long reservationId, int hotelId, Long userId, Long reservedDatetime, Long checkinDatetime) {
    /** What is asked for. */
    public enum Action {
        /** Take a room; the guest and the times must be given. */
        HOLD,
        /** Give the room back, or see to it that a hold that comes later takes none. */
        RELEASE
    }

    /** @throws NullPointerException if a hold does not say for whom and when */
    public RoomRequest {
        if (action == Action.HOLD) {
            Objects.requireNonNull(userId, "userId");
            Objects.requireNonNull(reservedDatetime, "reservedDatetime");
            Objects.requireNonNull(checkinDatetime, "checkinDatetime");
        }
    }
}
