package com.billshotel.reserve.booking;

import java.time.Duration;

/**
 * What the worker counts.
 *
 * <p>Alert on {@link #attemptFailed} that goes on for minutes (the far side is away, or a message cannot be stored), on
 * {@link #nacked} above zero (it has gone on for an hour), and on any rise of the verdicts CONFLICT and MALFORMED (a
 * publisher is at fault). HOTEL_FULL is business.
 */
public interface WorkerMetrics {
    /** For whom does not count. */
    WorkerMetrics NOOP = new WorkerMetrics() {
        @Override
        public void received(int bytes) {}

        @Override
        public void concluded(Verdict verdict, int messages) {}

        @Override
        public void batchDone(int messages, Duration sinceFirstReceived) {}

        @Override
        public void attemptFailed(Step step) {}

        @Override
        public void retried(int messages) {}

        @Override
        public void quarantined() {}

        @Override
        public void nacked(int messages) {}

        @Override
        public void subscriptionLost() {}
    };

    /** Where an attempt failed. */
    enum Step {
        DECIDE,
        STORE,
        ACKNOWLEDGE
    }

    /** A message came in. */
    void received(int bytes);

    /** These messages came to this end, and were acknowledged. */
    void concluded(Verdict verdict, int messages);

    /** A batch was acknowledged, so long after the first of its messages had come in. */
    void batchDone(int messages, Duration sinceFirstReceived);

    /** A batch failed, and will be tried again. */
    void attemptFailed(Step step);

    /** Messages left their lane, for their batch had failed. */
    void retried(int messages);

    /** A message fails even alone, and waits apart from the others of its hotel. */
    void quarantined();

    /** Messages could not be concluded while the broker lent them; they come again. */
    void nacked(int messages);

    /** The subscription failed, and will be opened again. */
    void subscriptionLost();
}
