package com.billshotel.bench;

/** Something that the person at the keyboard can mend; the message says what. */
final class BenchException extends RuntimeException {
    BenchException(String message) {
        super(message);
    }
}
