package com.billshotel.reserve.booking;

/** What has become of a message. */
public enum Verdict {
    CONFIRMED(Kind.CONFIRMED),
    CANCELLED(Kind.CANCELLED),
    HOTEL_FULL(Kind.REJECTED),
    CONFLICT(Kind.DEAD_LETTER),
    HOTEL_NOT_FOUND(Kind.DEAD_LETTER),
    MALFORMED(Kind.DEAD_LETTER);

    /** What the sender of a message may care for: is there a room, and if not, is it worth asking why? */
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

    /** Why a message was rejected or became a dead letter; empty for the others. */
    public String reason() {
        return kind == Kind.REJECTED || kind == Kind.DEAD_LETTER ? name() : "";
    }
}
