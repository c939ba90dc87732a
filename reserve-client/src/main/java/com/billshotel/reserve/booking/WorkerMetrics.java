package com.billshotel.reserve.booking;

import java.time.Duration;

/**
 * What the worker counts.
 *
 * <p>Alert on {@link #attemptFailed} that persists for minutes (a dependency is unavailable, or a message cannot be stored), on
 * any {@link #nacked} (that has persisted for an hour), and on any rise of the verdicts CONFLICT and MALFORMED (a publisher is at
 * fault). HOTEL_FULL is normal business.
 */
public interface WorkerMetrics {
    /** Counts nothing. */
    WorkerMetrics NOOP = new WorkerMetrics() {
        @Override
        public void received(int bytes) {}

        @Override
        public void completed(Verdict verdict, int messages) {}

        @Override
        public void batchCompleted(int messages, Duration sinceFirstReceived) {}

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

    /** The steps of an attempt. */
    enum Step {
        DECIDE,
        STORE,
        ACKNOWLEDGE
    }

    /** A message was received, with a payload of this size. */
    void received(int bytes);

    /** Messages with this verdict were stored and acknowledged. */
    void completed(Verdict verdict, int messages);

    /** A batch was acknowledged, this long after the first of its messages was received. */
    void batchCompleted(int messages, Duration sinceFirstReceived);

    /** A batch failed at this step, and will be retried. */
    void attemptFailed(Step step);

    /** Messages left their lane for the retry queue, because their batch failed. */
    void retried(int messages);

    /** A message failed even alone, and is now retried apart from the others of its hotel. */
    void quarantined();

    /** Messages were not completed within their lease, and were nacked. */
    void nacked(int messages);

    /** The subscription failed, and will be reopened. */
    void subscriptionLost();
}
