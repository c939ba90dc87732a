package com.billshotel.drill.traffic;

/** The kinds of messages. */
public enum Kind {
    BOOK,
    /** A cancellation with only the reservation and the hotel. */
    CANCEL,
    /** A cancellation with all fields of the booking. */
    CANCEL_IN_FULL,
    /** The booking with another user. */
    OTHER_USER,
    /** The booking at another hotel. */
    OTHER_HOTEL,
    /** The booking with another check-in. */
    OTHER_TIME,
    /** A cancellation with another user. */
    CANCEL_OTHER_USER,
    /** The booking at a hotel that does not exist. */
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
