package com.billshotel.server.rooms;

/**
 * The answer to a {@link RoomRequest}.
 *
 * @param conflictingField the field whose value differs from the known one; empty unless the outcome is CONFLICT
 */
public record RoomDecision(long reservationId, Outcome outcome, String conflictingField) {
    /** What was decided, now or earlier; the first three are also the states stored in room_holds. */
    public enum Outcome {
        /** The reservation has a room. */
        HELD,
        /** The reservation is cancelled: it has no room and never gets one. */
        RELEASED,
        /** No room was left at the first request; the reservation stays refused. */
        REFUSED,
        /** The reservation is known with another hotel, user or time; nothing changed. */
        CONFLICT,
        /** The hotel does not exist; nothing was stored. */
        HOTEL_NOT_FOUND,
        /** The hotel's room count is unknown, or would exceed its column; nothing was stored. */
        ROOM_COUNT_INVALID
    }

    static RoomDecision of(long reservationId, Outcome outcome) {
        return new RoomDecision(reservationId, outcome, "");
    }

    static RoomDecision conflict(long reservationId, String field) {
        return new RoomDecision(reservationId, Outcome.CONFLICT, field);
    }
}
