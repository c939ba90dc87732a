package com.billshotel.reserve.booking;

import com.billshotel.reserve.intake.ReservationMessage;
import java.util.List;

/** Holds and releases rooms, in hotel-server. */
public interface RoomHolds {
    /**
     * The decision on one message. A reservation's first decision stands; only a cancellation changes it.
     *
     * @param verdict any but MALFORMED and UNPROCESSABLE
     * @param conflictingField with CONFLICT the name of the field that differs; otherwise empty
     */
    record Decision(Verdict verdict, String conflictingField) {}

    /**
     * Holds a room for each booking and releases the room of each cancellation. Idempotent.
     *
     * @return one decision for each message, in the same order
     * @throws DependencyException if hotel-server does not answer, or answers with an error
     */
    List<Decision> decide(List<ReservationMessage> messages) throws Exception;
}
