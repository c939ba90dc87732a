package com.billshotel.reserve.booking;

/** The other side is away, busy or closed to us: waiting may help, and the messages have no part in it. */
public final class UnavailableException extends Exception {
    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
