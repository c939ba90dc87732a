package com.billshotel.server.rooms;

/**
 * The answer to a {@link RoomRequest}.
 *
 * @param conflictingField the field that is known with another value; empty unless the outcome is CONFLICT
 */
public record RoomDecision(long reservationId, Outcome outcome, String conflictingField) {
    /** What was decided, now or when the reservation was first seen. */
    public enum Outcome {
        /** The reservation has a room. */
        HELD,
        /** It is cancelled: it has no room and never will. */
        RELEASED,
        /** No room was left when it was first asked for. */
        REFUSED,
        /** It is known with another hotel, guest or time; nothing changed. */
        CONFLICT,
        /** There is no such hotel; nothing was stored. */
        HOTEL_NOT_FOUND
    }

    static RoomDecision of(long reservationId, Outcome outcome) {
        return new RoomDecision(reservationId, outcome, "");
    }

    static RoomDecision conflict(long reservationId, String field) {
        return new RoomDecision(reservationId, Outcome.CONFLICT, field);
    }
}
