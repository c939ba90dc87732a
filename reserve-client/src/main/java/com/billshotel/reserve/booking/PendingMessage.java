package com.billshotel.reserve.booking;

import com.billshotel.reserve.intake.Decoded;
import com.billshotel.reserve.intake.ReservationMessage;
import java.util.Set;

/**
 * A received message that is not completed yet.
 *
 * @param receivedNanos when it was received, by {@link System#nanoTime}
 */
record PendingMessage(Delivery delivery, Decoded content, long receivedNanos) {
    /** Whether it is well-formed and for one of these hotels. */
    boolean isForAnyOf(Set<Integer> hotelIds) {
        return content instanceof ReservationMessage message && hotelIds.contains(message.hotelId());
    }

    int bytes() {
        return delivery.payload().length;
    }
}
