package com.billshotel.reserve.booking;

import com.billshotel.reserve.intake.ReservationMessage;

/** Messages with an equal key stay in order, and fail and wait together. {@code toString} is for the log. */
sealed interface RetryKey {
    /** The key under which a message waits unless it is quarantined. */
    static RetryKey of(PendingMessage pending) {
        return pending.content() instanceof ReservationMessage message
                ? new Hotel(message.hotelId())
                : new MalformedMessages();
    }

    /** All messages of one hotel. */
    record Hotel(int id) implements RetryKey {
        @Override
        public String toString() {
            return "hotel " + id;
        }
    }

    /** All malformed messages: none of them says which hotel it is for. */
    record MalformedMessages() implements RetryKey {
        @Override
        public String toString() {
            return "malformed messages";
        }
    }

    /** A quarantined message. */
    record SingleMessage(String messageId) implements RetryKey {
        @Override
        public String toString() {
            return "message " + messageId;
        }
    }
}
