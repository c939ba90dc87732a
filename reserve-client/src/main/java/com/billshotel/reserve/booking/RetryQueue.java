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
 * Retries the batches that failed, hotel by hotel, so that the lanes can continue with other hotels. Each hotel has its own
 * queue and backoff, without a limit on attempts. Messages that arrive for it meanwhile queue behind these; once the queue is
 * empty, the hotel is back in its lane.
 *
 * <p>If a hotel's batch keeps failing although no dependency is unavailable, one of its messages is the likely cause. The batch
 * is halved until that message fails alone; it is then quarantined, that is, retried on its own, and the rest continues.
 */
final class RetryQueue {
    private static final Logger log = LoggerFactory.getLogger(RetryQueue.class);

    /** The first failure happened in the lane's batch, where another hotel's message may have caused it. */
    private static final int FAILURES_BEFORE_HALVING = 2;

    private final BatchProcessor processor;
    private final LaneSettings settings;
    private final WorkerMetrics metrics;
    private final ScheduledThreadPoolExecutor threads;

    /** The map and its values change only under this object's monitor; concurrent so that lanes can check isEmpty without it. */
    private final Map<RetryKey, HotelRetry> retries = new ConcurrentHashMap<>();

    RetryQueue(BatchProcessor processor, LaneSettings settings, WorkerMetrics metrics) {
        this.processor = processor;
        this.settings = settings;
        this.metrics = metrics;
        this.threads = new ScheduledThreadPoolExecutor(
                settings.retryThreads(), task -> new Thread(task, "retry"), new DiscardPolicy());
    }

    /**
     * Queues the messages of hotels that are being retried, and returns the others. A hotel's previous batch may fail to be
     * stored just after this; then its messages change their order, which does not change the final state.
     */
    List<PendingMessage> queueBehindRetries(List<PendingMessage> batch) {
        return retries.isEmpty() ? batch : split(batch);
    }

    /** Queues a batch that failed. */
    synchronized void enqueue(List<PendingMessage> batch, Throwable failure) {
        Throwable trace = suspectsMessages(failure) ? failure : null; // it may be a bug of ours
        log.warn("retrying {} messages, each hotel separately: {}", batch.size(), failure.toString(), trace);
        metrics.retried(batch.size());
        for (PendingMessage message : batch) {
            add(message, RetryKey.of(message), 1);
        }
    }

    /** Waits until the queue is empty, or for {@code timeout}; what is left stays unacknowledged and is redelivered. */
    synchronized void close(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!retries.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
        threads.shutdownNow();
    }

    private synchronized List<PendingMessage> split(List<PendingMessage> batch) {
        List<PendingMessage> others = new ArrayList<>(batch.size());
        for (PendingMessage message : batch) {
            HotelRetry retry = retries.get(RetryKey.of(message));
            if (retry == null) {
                others.add(message);
            } else {
                retry.add(message);
            }
        }
        return others;
    }

    /** Queues a message under the key; if the key is new, schedules its first attempt. */
    private void add(PendingMessage message, RetryKey key, int failures) {
        HotelRetry retry = retries.get(key);
        if (retry == null) {
            retry = new HotelRetry(key, failures);
            retries.put(key, retry);
            schedule(retry, settings.backoff().after(failures));
        }
        retry.add(message);
    }

    private void schedule(HotelRetry retry, Duration delay) {
        threads.schedule(() -> attempt(retry), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void attempt(HotelRetry retry) {
        List<PendingMessage> batch = nextBatch(retry);
        try {
            if (!batch.isEmpty()) {
                processor.process(batch);
            }
            passed(retry, batch.size());
        } catch (Throwable failure) {
            failed(retry, batch.size(), failure);
        }
    }

    private synchronized List<PendingMessage> nextBatch(HotelRetry retry) {
        nackOverdue(retry);
        return retry.head();
    }

    /** When the lease ends, the broker redelivers the message; keeping it as well would fill the heap in a long outage. */
    private void nackOverdue(HotelRetry retry) {
        long now = System.nanoTime();
        List<PendingMessage> overdue = retry.removeWhile(
                message -> now - message.receivedNanos() > settings.lease().toNanos());
        if (!overdue.isEmpty()) {
            log.warn("{}: nacking {} messages after {}", retry.key(), overdue.size(), settings.lease());
            metrics.nacked(overdue.size());
            overdue.forEach(message -> message.delivery().acknowledgement().nack());
        }
    }

    private synchronized void passed(HotelRetry retry, int count) {
        retry.passed(count);
        if (retry.isEmpty()) {
            retries.remove(retry.key());
            log.info("{}: retries completed", retry.key());
            notifyAll();
        } else {
            schedule(retry, Duration.ZERO);
        }
    }

    private synchronized void failed(HotelRetry retry, int count, Throwable failure) {
        if (!suspectsMessages(failure) || retry.failures() < FAILURES_BEFORE_HALVING) {
            retry.failed();
        } else if (count > 1) {
            retry.halve(count);
        } else {
            retry.failed();
            quarantineFirst(retry);
        }
        retryLater(retry, count, failure);
    }

    /** Only if other messages wait behind it; a quarantined message that was delivered twice stays under its key. */
    private void quarantineFirst(HotelRetry retry) {
        if (retry.size() > 1 && !(retry.key() instanceof RetryKey.SingleMessage)) {
            PendingMessage message = retry.removeFirst();
            add(message, new RetryKey.SingleMessage(message.delivery().messageId()), retry.failures());
            metrics.quarantined();
        }
    }

    private void retryLater(HotelRetry retry, int count, Throwable failure) {
        Duration delay = settings.backoff().after(retry.failures());
        log.warn(
                "{}: {} messages failed, next attempt in {} ms: {}",
                retry.key(),
                count,
                delay.toMillis(),
                failure.toString());
        schedule(retry, delay);
    }

    private static boolean suspectsMessages(Throwable failure) {
        return failure instanceof StepFailedException step && step.suspectsMessages();
    }
}
