package com.billshotel.runtime.tls;

/** A file that cannot be used; the message names it and says what to do. */
final class TlsFileException extends Exception {
    TlsFileException(String message) {
        super(message);
    }
}
