package com.billshotel.server.rooms;

import java.util.Optional;

/**
 * What is kept of a reservation: its decision and what it says. A null is not known yet, which happens only while a
 * cancellation has come before its booking.
 *
 * @param decidedSeq the number that this decision has among those of its hotel
 * @param releasedSeq the number of the one that gave the room back; null: there was none to give back, or not yet
 */
record Hold(
        long reservationId,
        int hotelId,
        State state,
        Long userId,
        Long reservedDatetime,
        Long checkinDatetime,
        long decidedSeq,
        Long releasedSeq) {
    enum State {
        HELD(RoomDecision.Outcome.HELD),
        RELEASED(RoomDecision.Outcome.RELEASED),
        REFUSED(RoomDecision.Outcome.REFUSED);

        final RoomDecision.Outcome outcome;

        State(RoomDecision.Outcome outcome) {
            this.outcome = outcome;
        }
    }

    static Hold of(RoomRequest request, State state, long seq) {
        return new Hold(
                request.reservationId(),
                request.hotelId(),
                state,
                request.userId(),
                request.reservedDatetime(),
                request.checkinDatetime(),
                seq,
                null);
    }

    /** The name of a field that the request gives another value than the one known; empty if it agrees with all. */
    Optional<String> conflictWith(RoomRequest request) {
        if (hotelId != request.hotelId()) {
            return Optional.of("hotel_id");
        } else if (differ(userId, request.userId())) {
            return Optional.of("user_id");
        } else if (differ(reservedDatetime, request.reservedDatetime())) {
            return Optional.of("reserved_datetime");
        } else if (differ(checkinDatetime, request.checkinDatetime())) {
            return Optional.of("checkin_datetime");
        }
        return Optional.empty();
    }

    /** This hold with whatever the request adds to what is known. */
    Hold completedBy(RoomRequest request) {
        return new Hold(
                reservationId,
                hotelId,
                state,
                known(userId, request.userId()),
                known(reservedDatetime, request.reservedDatetime()),
                known(checkinDatetime, request.checkinDatetime()),
                decidedSeq,
                releasedSeq);
    }

    /** This hold after it gave its room back. */
    Hold released(long seq) {
        return new Hold(
                reservationId, hotelId, State.RELEASED, userId, reservedDatetime, checkinDatetime, decidedSeq, seq);
    }

    private static boolean differ(Long known, Long given) {
        return known != null && given != null && !known.equals(given);
    }

    private static Long known(Long known, Long given) {
        return known != null ? known : given;
    }
}
