package com.billshotel.reserve.fakes;

import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.booking.WorkerMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counters that tests can read. */
public final class InMemoryMetrics implements WorkerMetrics {
    private final Map<Object, Integer> counts = new ConcurrentHashMap<>();
    private volatile Duration lastBatchTime = Duration.ZERO;

    /** @param what a Verdict, a Step, or the name of another method */
    public int count(Object what) {
        return counts.getOrDefault(what, 0);
    }

    /** How long the last batch took since the first of its messages was received. */
    public Duration lastBatchTime() {
        return lastBatchTime;
    }

    @Override
    public void received(int bytes) {
        add("received", 1);
    }

    @Override
    public void completed(Verdict verdict, int messages) {
        add(verdict, messages);
    }

    @Override
    public void batchCompleted(int messages, Duration sinceFirstReceived) {
        add("batchCompleted", 1);
        lastBatchTime = sinceFirstReceived;
    }

    @Override
    public void attemptFailed(Step step) {
        add(step, 1);
    }

    @Override
    public void retried(int messages) {
        add("retried", messages);
    }

    @Override
    public void quarantined() {
        add("quarantined", 1);
    }

    @Override
    public void nacked(int messages) {
        add("nacked", messages);
    }

    @Override
    public void subscriptionLost() {
        add("subscriptionLost", 1);
    }

    private void add(Object what, int count) {
        counts.merge(what, count, Integer::sum);
    }
}
