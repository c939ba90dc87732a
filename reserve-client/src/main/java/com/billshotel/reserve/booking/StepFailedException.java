package com.billshotel.reserve.booking;

/** An attempt failed at one step. Nothing was acknowledged; what was stored is stored again the next time. */
final class StepFailedException extends Exception {
    private final WorkerMetrics.Step step;

    StepFailedException(WorkerMetrics.Step step, Throwable cause) {
        super(step + " failed: " + cause, cause);
        this.step = step;
    }

    WorkerMetrics.Step step() {
        return step;
    }

    /** Whether the messages themselves may be at fault, rather than the side that was asked. */
    boolean suspectsMessages() {
        return !(getCause() instanceof UnavailableException);
    }
}
