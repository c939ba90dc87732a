package com.billshotel.reserve.booking;

/** An attempt failed at one step. Nothing was acknowledged; what was stored is stored again the next time. */
final class StepFailedException extends Exception {
    StepFailedException(WorkerMetrics.Step step, Throwable cause) {
        super(step + " failed: " + cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
    }

    /** For a log line, in which our own name says nothing. */
    @Override
    public String toString() {
        return getMessage();
    }

    /** Whether the messages themselves may be at fault, rather than the side that was asked. */
    boolean suspectsMessages() {
        return !(getCause() instanceof UnavailableException);
    }
}
