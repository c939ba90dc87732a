package com.billshotel.runtime.settings;

/** A setting that cannot be used; the message names it, shows its value (never a secret) and says what was expected. */
public final class BadSettingException extends Exception {
    public BadSettingException(String message) {
        super(message);
    }
}
