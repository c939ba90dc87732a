package com.billshotel.reserve.booking;

import com.billshotel.reserve.intake.Decoded;

/**
 * A received message that is not completed yet.
 *
 * @param receivedNanos when it was received, by {@link System#nanoTime}
 */
record PendingMessage(Delivery delivery, Decoded content, long receivedNanos) {
    int bytes() {
        return delivery.payload().length;
    }
}
