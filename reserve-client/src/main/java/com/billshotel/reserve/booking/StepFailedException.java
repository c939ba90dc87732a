package com.billshotel.reserve.booking;

/** An attempt failed at one step. Nothing was acknowledged; what was stored is stored again on the next attempt. */
final class StepFailedException extends Exception {
    StepFailedException(WorkerMetrics.Step step, Throwable cause) {
        super(step + " failed: " + cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
    }

    /** For log lines, where this class's name would be noise. */
    @Override
    public String toString() {
        return getMessage();
    }

    /** Whether the messages may be the cause, rather than an unavailable dependency. */
    boolean suspectsMessages() {
        return !(getCause() instanceof UnavailableException);
    }
}
