package com.billshotel.reserve.booking;

import com.billshotel.reserve.intake.Malformed;
import com.billshotel.reserve.intake.ReservationMessage;

/**
 * A message and what became of it.
 *
 * @param message null if it was malformed
 * @param detail for a dead letter, what is wrong with the message; otherwise empty
 */
public record Outcome(Delivery delivery, ReservationMessage message, Verdict verdict, String detail) {
    public boolean isDeadLetter() {
        return verdict.kind() == Verdict.Kind.DEAD_LETTER;
    }

    static Outcome of(Delivery delivery, Malformed malformed) {
        return new Outcome(delivery, null, Verdict.MALFORMED, malformed.detail());
    }

    /**
     * A malformed message stays MALFORMED: the reason why it is a dead letter does not change.
     *
     * @param failure what was said when the message last failed
     */
    static Outcome unprocessable(PendingMessage pending, Failure failure) {
        return pending.content() instanceof ReservationMessage message
                ? new Outcome(pending.delivery(), message, Verdict.UNPROCESSABLE, failure.detail())
                : of(pending.delivery(), (Malformed) pending.content());
    }

    static Outcome of(Delivery delivery, ReservationMessage message, RoomHolds.Decision decision) {
        if (message.cancel() && decision.verdict() == Verdict.CONFIRMED) {
            throw new IllegalStateException("reservation " + message.id() + " still has a room after its cancellation");
        }
        return new Outcome(delivery, message, decision.verdict(), detail(message, decision));
    }

    private static String detail(ReservationMessage message, RoomHolds.Decision decision) {
        return switch (decision.verdict()) {
            case CONFLICT -> "reservation " + message.id() + " is known with another " + decision.conflictingField();
            case HOTEL_NOT_FOUND ->
                "hotel_id: there is no hotel " + message.hotelId() + "; create it, then replay this message";
            case CONFIRMED, CANCELLED, HOTEL_FULL, MALFORMED, UNPROCESSABLE -> "";
        };
    }
}
