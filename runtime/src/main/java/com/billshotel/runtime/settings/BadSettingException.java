package com.billshotel.runtime.settings;

/** An invalid setting. The message gives its name, its value (unless secret) and what was expected. */
public final class BadSettingException extends Exception {
    public BadSettingException(String message) {
        super(message);
    }
}
