package com.billshotel.reserve.booking;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;

/**
 * One queue, worked off batch by batch, by two threads: while one stores a batch the other has the next one decided, so that
 * both far sides are busy even when every message is for one hotel. Neither waits for a hotel in trouble: that goes to the
 * retryQueue.
 */
final class Lane {
    private static final Decided END = new Decided(List.of(), List.of());

    private final BatchQueue queue = new BatchQueue();
    private final SynchronousQueue<Decided> decided = new SynchronousQueue<>();
    private final BatchProcessor processor;
    private final RetryQueue retryQueue;
    private final Thread decider;
    private final Thread storer;

    Lane(String name, BatchProcessor processor, RetryQueue retryQueue) {
        this.processor = processor;
        this.retryQueue = retryQueue;
        this.decider = new Thread(this::decideAll, name);
        this.storer = new Thread(this::storeAll, name + "-store");
    }

    void start() {
        decider.start();
        storer.start();
    }

    void add(PendingMessage item) {
        queue.add(item);
    }

    /** Lets the threads end once they have worked off what is there. */
    void end() {
        queue.end();
    }

    /** Waits for the end, or hurries it on. */
    void join(Duration patience) throws InterruptedException {
        storer.join(Math.max(1, patience.toMillis()));
        decider.interrupt();
        storer.interrupt();
    }

    private void decideAll() {
        try {
            for (List<PendingMessage> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                decide(batch);
            }
            decided.put(END);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt(); // what is left was not acknowledged: it comes again
        }
    }

    private void decide(List<PendingMessage> batch) throws InterruptedException {
        List<PendingMessage> clear = retryQueue.withoutRetried(batch);
        if (clear.isEmpty()) {
            return;
        }
        List<Outcome> outcomes;
        try {
            outcomes = processor.decide(clear);
        } catch (Throwable failure) {
            retryQueue.enqueue(clear, failure);
            return;
        }
        decided.put(new Decided(clear, outcomes));
    }

    private void storeAll() {
        try {
            for (Decided batch = decided.take(); batch != END; batch = decided.take()) {
                store(batch);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void store(Decided batch) {
        try {
            processor.conclude(batch.items, batch.outcomes);
        } catch (Throwable failure) {
            retryQueue.enqueue(batch.items, failure);
        }
    }

    private record Decided(List<PendingMessage> items, List<Outcome> outcomes) {}
}
