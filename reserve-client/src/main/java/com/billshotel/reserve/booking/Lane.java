package com.billshotel.reserve.booking;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue processed batch by batch by two threads: while one stores a batch, the other has hotel-server decide the next, so
 * that both hotel-server and MySQL stay busy even if every message is for the same hotel. While a dependency is down, they wait
 * for it; a contended hotel or a message that fails alone goes to the retry queue, so that neither thread waits for it.
 */
final class Lane {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final BatchQueue queue = new BatchQueue();
    private final SynchronousQueue<Batch> decided = new SynchronousQueue<>();
    private final BatchProcessor processor;
    private final FailurePolicy policy;
    private final RetryQueue retryQueue;
    private final Leases leases;
    private final Thread decider;
    private final Thread storer;

    Lane(String name, BatchProcessor processor, FailurePolicy policy, RetryQueue retryQueue, Leases leases) {
        this.processor = processor;
        this.policy = policy;
        this.retryQueue = retryQueue;
        this.leases = leases;
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
            decided.put(Batch.EMPTY);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // the rest stays unacknowledged and is redelivered
        }
    }

    private void storeAll() {
        try {
            for (Batch next = decided.take(); !next.isEmpty(); next = decided.take()) {
                store(next);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void decide(List<PendingMessage> batch) throws InterruptedException {
        try {
            List<PendingMessage> rest = retryQueue.queueBehindRetries(leases.current(batch));
            policy.run(Batch.undecided(rest), part -> decided.put(processor.decide(part)), retryQueue);
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Throwable bug) {
            abandon(batch, bug);
        }
    }

    private void store(Batch batch) throws InterruptedException {
        try {
            policy.run(batch, processor::complete, retryQueue);
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Throwable bug) {
            abandon(batch.messages(), bug);
        }
    }

    /** Nothing leads here but a bug or a lack of memory. The thread survives; the broker redelivers what was not acknowledged. */
    private void abandon(List<PendingMessage> batch, Throwable bug) {
        log.error("a batch failed unexpectedly", bug);
        leases.nack(batch);
    }
}
