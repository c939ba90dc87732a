package com.billshotel.reserve.booking;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;

/**
 * A queue processed batch by batch by two threads: while one stores a batch, the other has hotel-server decide the next, so
 * that both hotel-server and MySQL stay busy even if every message is for the same hotel. A batch that fails goes to the retry
 * queue, so neither thread waits for it.
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

    void add(PendingMessage message) {
        queue.add(message);
    }

    /** Lets the threads end once they have processed what is queued. */
    void end() {
        queue.end();
    }

    /** Joins the threads, then interrupts them if they are still running. */
    void join(Duration timeout) throws InterruptedException {
        storer.join(Math.max(1, timeout.toMillis()));
        decider.interrupt();
        storer.interrupt();
    }

    private void decideAll() {
        try {
            for (List<PendingMessage> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                decide(batch);
            }
            decided.put(END);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // the rest stays unacknowledged and is redelivered
        }
    }

    private void decide(List<PendingMessage> received) throws InterruptedException {
        List<PendingMessage> batch = retryQueue.queueBehindRetries(received);
        if (batch.isEmpty()) {
            return;
        }
        List<Outcome> outcomes;
        try {
            outcomes = processor.decide(batch);
        } catch (Throwable failure) {
            retryQueue.enqueue(batch, failure);
            return;
        }
        decided.put(new Decided(batch, outcomes));
    }

    private void storeAll() {
        try {
            for (Decided next = decided.take(); next != END; next = decided.take()) {
                store(next);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void store(Decided decided) {
        try {
            processor.complete(decided.batch, decided.outcomes);
        } catch (Throwable failure) {
            retryQueue.enqueue(decided.batch, failure);
        }
    }

    private record Decided(List<PendingMessage> batch, List<Outcome> outcomes) {}
}
