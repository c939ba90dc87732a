package com.billshotel.reserve.booking;

import com.billshotel.reserve.intake.Decoded;
import com.billshotel.reserve.intake.ReservationMessage;

/**
 * A message on its way through the lanes.
 *
 * @param receivedNanos when it came in, by {@link System#nanoTime}
 */
record PendingMessage(Delivery delivery, Decoded content, long receivedNanos) {
    private static final String MALFORMED = "malformed messages";

    /** Messages with an equal key keep their order, and fail and wait together: those of a hotel, and the malformed. */
    Object key() {
        return content instanceof ReservationMessage message ? (Object) message.hotelId() : MALFORMED;
    }

    int bytes() {
        return delivery.payload().length;
    }

    /** For the log: whose message this is. Never what it holds. */
    static String describe(Object key) {
        if (key instanceof PendingMessage item) {
            return "message " + item.delivery.messageId();
        }
        return key instanceof Integer hotelId ? "hotel " + hotelId : key.toString();
    }
}
