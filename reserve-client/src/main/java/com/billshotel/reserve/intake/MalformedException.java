package com.billshotel.reserve.intake;

/** Aborts the decoding of a malformed message; never leaves this package. Has no stack trace. */
final class MalformedException extends Exception {
    MalformedException(String detail) {
        super(detail, null, false, false);
    }
}
