package com.billshotel.reserve.booking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where hotels go whose batch failed, so that their lane can go on with the others. Each waits in a queue of its own, with a
 * back-off of its own, without limit, and what comes in for it meanwhile queues up behind; when the queue has drained, the
 * hotel is back in its lane.
 *
 * <p>When a hotel's batch keeps failing although nobody is away, one of its messages is to blame. The batch is halved until
 * that one fails alone; then it waits aside, by itself, and the rest goes on.
 */
final class RetryQueue {
    private static final Logger log = LoggerFactory.getLogger(RetryQueue.class);

    /** A first failure may be a neighbour's fault, from when they still shared a batch. */
    private static final int FAILURES_BEFORE_HALVING = 2;

    private final BatchProcessor processor;
    private final LaneSettings settings;
    private final WorkerMetrics metrics;
    private final ScheduledThreadPoolExecutor threads;

    /** Changed only under this object's monitor, as are its values; concurrent so that a lane can see at no cost that it is empty. */
    private final Map<Object, HotelRetry> retries = new ConcurrentHashMap<>();

    RetryQueue(BatchProcessor processor, LaneSettings settings, WorkerMetrics metrics) {
        this.processor = processor;
        this.settings = settings;
        this.metrics = metrics;
        this.threads = new ScheduledThreadPoolExecutor(
                settings.retryThreads(), task -> new Thread(task, "retryQueue"), new DiscardPolicy());
    }

    /**
     * Takes the items of hotels that are on the retryQueue, and returns the others. A hotel may enter the retryQueue just after, when
     * the batch before fails to be stored; then its messages change their order, and come to the same end.
     */
    List<PendingMessage> withoutRetried(List<PendingMessage> batch) {
        return retries.isEmpty() ? batch : sift(batch);
    }

    /** Takes all items of a batch that failed. */
    synchronized void enqueue(List<PendingMessage> batch, Throwable failure) {
        Throwable trace = suspectsMessages(failure) ? failure : null; // perhaps a defect of ours
        log.warn("{} messages will be tried again, each hotel by itself: {}", batch.size(), failure.toString(), trace);
        metrics.retried(batch.size());
        for (PendingMessage item : batch) {
            HotelRetry retry = retries.get(item.key());
            if (retry == null) {
                retry = begin(new HotelRetry(item.key(), 1));
            }
            retry.add(item);
        }
    }

    /** Waits until nobody is left, at most so long; what is left then was not acknowledged, and comes again. */
    synchronized void close(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!retries.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
        threads.shutdownNow();
    }

    private synchronized List<PendingMessage> sift(List<PendingMessage> batch) {
        List<PendingMessage> clear = new ArrayList<>(batch.size());
        for (PendingMessage item : batch) {
            HotelRetry retry = retries.get(item.key());
            if (retry == null) {
                clear.add(item);
            } else {
                retry.add(item);
            }
        }
        return clear;
    }

    private HotelRetry begin(HotelRetry retry) {
        retries.put(retry.key(), retry);
        schedule(retry, settings.backoff().after(retry.failures()));
        return retry;
    }

    private void schedule(HotelRetry retry, Duration delay) {
        threads.schedule(() -> attempt(retry), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void attempt(HotelRetry retry) {
        List<PendingMessage> head = head(retry);
        try {
            if (!head.isEmpty()) {
                processor.process(head);
            }
            passed(retry, head.size());
        } catch (Throwable failure) {
            failed(retry, head, failure);
        }
    }

    private synchronized List<PendingMessage> head(HotelRetry retry) {
        nackOverdue(retry);
        return retry.head();
    }

    /** What the broker no longer lends us it delivers anew; were it kept as well, hours of trouble would fill the memory. */
    private void nackOverdue(HotelRetry retry) {
        long now = System.nanoTime();
        List<PendingMessage> overdue = retry.removeWhile(
                item -> now - item.receivedNanos() > settings.lease().toNanos());
        if (!overdue.isEmpty()) {
            log.warn(
                    "{}: handing {} messages back after {}",
                    PendingMessage.describe(retry.key()),
                    overdue.size(),
                    settings.lease());
            metrics.nacked(overdue.size());
            overdue.forEach(item -> item.delivery().acknowledgement().nack());
        }
    }

    private synchronized void passed(HotelRetry retry, int count) {
        retry.passed(count);
        if (retry.isEmpty()) {
            retries.remove(retry.key());
            log.info("{}: all done, back in the lane", PendingMessage.describe(retry.key()));
            notifyAll();
        } else {
            schedule(retry, Duration.ZERO);
        }
    }

    private synchronized void failed(HotelRetry retry, List<PendingMessage> head, Throwable failure) {
        if (!suspectsMessages(failure) || retry.failures() < FAILURES_BEFORE_HALVING) {
            retry.failed();
        } else if (head.size() > 1) {
            retry.halve(head.size());
        } else {
            retry.failed();
            quarantineFirst(retry);
        }
        retryLater(retry, head.size(), failure);
    }

    /** Not if it is alone already: then nobody waits for it. */
    private void quarantineFirst(HotelRetry retry) {
        if (retry.size() > 1) {
            PendingMessage item = retry.removeFirst();
            begin(new HotelRetry(item, retry.failures())).add(item);
            metrics.quarantined();
        }
    }

    private void retryLater(HotelRetry retry, int count, Throwable failure) {
        Duration delay = settings.backoff().after(retry.failures());
        log.warn(
                "{}: {} messages failed, next attempt in {} ms: {}",
                PendingMessage.describe(retry.key()),
                count,
                delay.toMillis(),
                failure.toString());
        schedule(retry, delay);
    }

    private static boolean suspectsMessages(Throwable failure) {
        return failure instanceof StepFailedException step && step.suspectsMessages();
    }
}
