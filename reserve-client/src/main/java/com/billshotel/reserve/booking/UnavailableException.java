package com.billshotel.reserve.booking;

/** A dependency is down, overloaded or refuses access. Waiting may help; the messages are not the cause. */
public final class UnavailableException extends Exception {
    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
