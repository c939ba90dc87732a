package com.billshotel.schedules.fakes;

import com.billshotel.reserve.booking.Failure;
import com.billshotel.reserve.intake.ReservationMessage;
import java.util.List;

/** Decides which calls of a dependency fail. */
@FunctionalInterface
public interface Faults {
    /** Every call succeeds. */
    Faults NONE = (call, messages) -> null;

    /**
     * The failure of this call, or null if it succeeds.
     *
     * @param call the number of the call, from 1
     * @param messages the well-formed messages of the call
     */
    Failure next(int call, List<ReservationMessage> messages);
}
