package com.billshotel.reserve.booking;

import com.billshotel.reserve.intake.ReservationMessage;
import java.util.List;

/** Where rooms are held and given back: hotel-server. */
public interface RoomHolds {
    /** What is now, and for ever, the case for a reservation. */
    enum Answer {
        /** It has a room. */
        HELD,
        /** It is cancelled. */
        RELEASED,
        /** The hotel was full. */
        REFUSED,
        /** Its id is taken by a reservation that says something else. Nothing changed. */
        CONFLICT,
        /** There is no such hotel. Nothing was stored. */
        HOTEL_NOT_FOUND
    }

    /**
     * The answer to one message.
     *
     * @param conflictingField with CONFLICT the field that differs, else empty
     */
    record Decision(Answer answer, String conflictingField) {}

    /**
     * Asks for a room for each booking and gives back that of each cancellation; answers in the order of the messages. Safe to
     * repeat after any doubt.
     *
     * @throws UnavailableException if it could not be asked, or did not answer; any other exception may be the fault of these
     *     very messages
     */
    List<Decision> decide(List<ReservationMessage> messages) throws Exception;
}
