package com.billshotel.reserve.intake;

/** Ends the reading of a malformed message; never leaves this package. */
final class MalformedException extends Exception {
    MalformedException(String detail) {
        super(detail, null, false, false);
    }
}
