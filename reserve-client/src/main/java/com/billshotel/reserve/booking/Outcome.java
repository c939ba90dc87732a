package com.billshotel.reserve.booking;

import com.billshotel.reserve.intake.Malformed;
import com.billshotel.reserve.intake.ReservationMessage;

/**
 * A message and what has become of it.
 *
 * @param message null if it was malformed
 * @param detail what is wrong, for a dead letter; else empty
 */
public record Outcome(Delivery delivery, ReservationMessage message, Verdict verdict, String detail) {
    public boolean isDeadLetter() {
        return verdict.kind() == Verdict.Kind.DEAD_LETTER;
    }

    static Outcome of(PendingMessage item, Malformed malformed) {
        return new Outcome(item.delivery(), null, Verdict.MALFORMED, malformed.detail());
    }

    static Outcome of(PendingMessage item, ReservationMessage message, RoomHolds.Decision decision) {
        return switch (decision.answer()) {
            case HELD -> held(item, message);
            case RELEASED -> new Outcome(item.delivery(), message, Verdict.CANCELLED, "");
            case REFUSED -> new Outcome(item.delivery(), message, Verdict.HOTEL_FULL, "");
            case CONFLICT -> new Outcome(item.delivery(), message, Verdict.CONFLICT, conflict(message, decision));
            case HOTEL_NOT_FOUND -> new Outcome(item.delivery(), message, Verdict.HOTEL_NOT_FOUND, noHotel(message));
        };
    }

    private static Outcome held(PendingMessage item, ReservationMessage message) {
        if (message.cancel()) {
            throw new IllegalStateException("reservation " + message.id() + " is still held after its cancellation");
        }
        return new Outcome(item.delivery(), message, Verdict.CONFIRMED, "");
    }

    private static String conflict(ReservationMessage message, RoomHolds.Decision decision) {
        return "reservation " + message.id() + " is known with another " + decision.conflictingField();
    }

    private static String noHotel(ReservationMessage message) {
        return "hotel_id: there is no hotel " + message.hotelId() + "; create it, then replay this message";
    }
}
