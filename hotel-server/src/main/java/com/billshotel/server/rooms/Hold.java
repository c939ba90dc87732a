package com.billshotel.server.rooms;

import com.billshotel.server.rooms.RoomDecision.Outcome;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A row of room_holds: the decision on a reservation, and the reservation's details. A detail is null while it is
 * unknown, which happens only if the cancellation arrived before the booking. The user is also null, for good, once it has been
 * forgotten.
 *
 * @param outcome HELD, RELEASED or REFUSED; stored by name in the column {@code state}
 * @param decidedSeq position of the first decision in the hotel's sequence of decisions
 * @param releasedSeq position of the decision that released the room; null if no room was released
 * @param forgotten whether the user has been erased; no request brings it back
 */
record Hold(
        long reservationId,
        int hotelId,
        Outcome outcome,
        Long userId,
        Long reservedDatetime,
        Long checkinDatetime,
        long decidedSeq,
        Long releasedSeq,
        boolean forgotten) {
    private static final Set<Outcome> STORABLE = EnumSet.of(Outcome.HELD, Outcome.RELEASED, Outcome.REFUSED);

    /** @throws IllegalArgumentException if the outcome is an answer that leaves no row */
    Hold {
        if (!STORABLE.contains(outcome)) {
            throw new IllegalArgumentException("reservation " + reservationId + ": " + outcome + " cannot be stored");
        }
    }

    static Hold of(RoomRequest request, Outcome outcome, long seq) {
        return new Hold(
                request.reservationId(),
                request.hotelId(),
                outcome,
                request.userId(),
                request.reservedDatetime(),
                request.checkinDatetime(),
                seq,
                null,
                false);
    }

    /** The first field whose known value differs from the request's; empty if there is no conflict. */
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

    /** This hold with its unknown details filled in from the request. */
    Hold completedBy(RoomRequest request) {
        return new Hold(
                reservationId,
                hotelId,
                outcome,
                forgotten ? null : known(userId, request.userId()),
                known(reservedDatetime, request.reservedDatetime()),
                known(checkinDatetime, request.checkinDatetime()),
                decidedSeq,
                releasedSeq,
                forgotten);
    }

    /** This hold after its room was released. */
    Hold released(long seq) {
        return new Hold(
                reservationId,
                hotelId,
                Outcome.RELEASED,
                userId,
                reservedDatetime,
                checkinDatetime,
                decidedSeq,
                seq,
                forgotten);
    }

    private static boolean differ(Long known, Long given) {
        return known != null && given != null && !known.equals(given);
    }

    private static Long known(Long known, Long given) {
        return known != null ? known : given;
    }
}
