package com.billshotel.runtime.tls;

/** An unusable file. The message names it and says how to fix it. */
final class TlsFileException extends Exception {
    TlsFileException(String message) {
        super(message);
    }
}
