package com.billshotel.schedules.fakes;

import com.billshotel.reserve.booking.Failure;

/** An injected failure. */
final class FaultException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    FaultException(Failure failure) {
        super(failure.toString());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
