package com.billshotel.local.parts;

/** Something that the person at the keyboard can mend; the message says what. */
public final class LocalException extends RuntimeException {
    public LocalException(String message) {
        super(message);
    }

    public LocalException(String message, Throwable cause) {
        super(message, cause);
    }
}
