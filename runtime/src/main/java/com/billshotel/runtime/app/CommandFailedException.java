package com.billshotel.runtime.app;

/** Ends a command with exit code 1; the message, a line or two, says what is wrong and what to do. */
public final class CommandFailedException extends Exception {
    public CommandFailedException(String message) {
        super(message);
    }
}
