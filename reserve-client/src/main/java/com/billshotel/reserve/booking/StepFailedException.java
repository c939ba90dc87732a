package com.billshotel.reserve.booking;

import com.billshotel.reserve.booking.WorkerMetrics.Step;

/** An attempt failed at one step. Nothing was acknowledged; what was stored is stored again on the next attempt. */
final class StepFailedException extends Exception {
    private final Step step;
    private final Failure failure;

    StepFailedException(Step step, Failure failure, Throwable cause) {
        super(step + " failed: " + failure.detail(), cause);
        this.step = step;
        this.failure = failure;
    }

    Step step() {
        return step;
    }

    Failure failure() {
        return failure;
    }

    /** For log lines, where this class's name would be noise. */
    @Override
    public String toString() {
        return getMessage();
    }
}
