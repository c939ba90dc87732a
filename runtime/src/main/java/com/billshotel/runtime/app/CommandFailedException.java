package com.billshotel.runtime.app;

/** Ends a command with exit code 1. The message, one or two lines, says what is wrong and how to fix it. */
public final class CommandFailedException extends Exception {
    public CommandFailedException(String message) {
        super(message);
    }
}
