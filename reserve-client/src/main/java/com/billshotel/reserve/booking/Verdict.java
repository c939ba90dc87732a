package com.billshotel.reserve.booking;

/** What became of a message. */
public enum Verdict {
    /** The reservation has a room. */
    CONFIRMED(Kind.CONFIRMED),
    /** The reservation is cancelled, perhaps before its booking arrived. */
    CANCELLED(Kind.CANCELLED),
    /** The hotel had no room left when the booking was decided. */
    HOTEL_FULL(Kind.REJECTED),
    /** The id belongs to a reservation with other content. Nothing changed. */
    CONFLICT(Kind.DEAD_LETTER),
    /** The hotel does not exist. Nothing was stored, so a replay succeeds once it does. */
    HOTEL_NOT_FOUND(Kind.DEAD_LETTER),
    /** The payload is not a valid message. */
    MALFORMED(Kind.DEAD_LETTER),
    /** Valid, but it keeps failing although it is alone in its batch and other messages succeed. */
    UNPROCESSABLE(Kind.DEAD_LETTER);

    /** The outcome as results report it to the message's sender; {@link Verdict#reason} adds the details. */
    public enum Kind {
        CONFIRMED,
        CANCELLED,
        REJECTED,
        DEAD_LETTER
    }

    private final Kind kind;

    Verdict(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Why a message was rejected or became a dead letter; empty for other messages. */
    public String reason() {
        return kind == Kind.REJECTED || kind == Kind.DEAD_LETTER ? name() : "";
    }
}
