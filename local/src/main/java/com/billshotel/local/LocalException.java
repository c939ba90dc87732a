package com.billshotel.local;

/** Something that the person at the keyboard can mend; the message says what. */
final class LocalException extends RuntimeException {
    LocalException(String message) {
        super(message);
    }

    LocalException(String message, Throwable cause) {
        super(message, cause);
    }
}
