package com.billshotel.drill.traffic;

/** The ways in which a message may be about a reservation. */
public enum Kind {
    BOOK,
    /** Says only which reservation and hotel. */
    CANCEL,
    /** Says all that the booking says. */
    CANCEL_IN_FULL,
    /** The booking, for somebody else. */
    OTHER_USER,
    /** The booking, at another hotel. */
    OTHER_HOTEL,
    /** The booking, for another night. */
    OTHER_TIME,
    /** A cancellation by somebody else. */
    CANCEL_OTHER_USER,
    /** The booking, at a hotel that does not exist. */
    UNKNOWN_HOTEL,
    MALFORMED;

    private static final Kind[] VALUES = values();

    static Kind of(byte ordinal) {
        return VALUES[ordinal];
    }

    boolean cancels() {
        return this == CANCEL || this == CANCEL_IN_FULL || this == CANCEL_OTHER_USER;
    }
}
