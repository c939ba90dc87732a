package com.billshotel.reserve.booking;

import com.billshotel.reserve.booking.Failure.Suspect;
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
 * Retries what would hold up the lanes: the messages of contended hotels, and single messages that fail alone. Each hotel has its
 * own queue and backoff, without a limit on attempts. Messages that arrive for it meanwhile queue behind these; once the queue is
 * empty, the hotel is back in its lane.
 *
 * <p>A message that fails alone is quarantined: it is retried apart from its hotel's messages, and becomes a dead letter if it
 * keeps failing.
 */
final class RetryQueue implements FailurePolicy.Isolation {
    private static final Logger log = LoggerFactory.getLogger(RetryQueue.class);

    private final BatchProcessor processor;
    private final FailurePolicy policy;
    private final SystemicFailures systemic;
    private final Leases leases;
    private final LaneSettings settings;
    private final WorkerMetrics metrics;
    private final ScheduledThreadPoolExecutor threads;

    /** The map and its values change only under this object's monitor; concurrent so that lanes can check isEmpty without it. */
    private final Map<RetryKey, HotelRetry> retries = new ConcurrentHashMap<>();

    RetryQueue(
            BatchProcessor processor,
            FailurePolicy policy,
            SystemicFailures systemic,
            Leases leases,
            LaneSettings settings,
            WorkerMetrics metrics) {
        this.processor = processor;
        this.policy = policy;
        this.systemic = systemic;
        this.leases = leases;
        this.settings = settings;
        this.metrics = metrics;
        this.threads = new ScheduledThreadPoolExecutor(
                settings.retryThreads(), task -> new Thread(task, "retry"), new DiscardPolicy());
    }

    /**
     * Queues the messages of hotels that are being retried, and returns the others. A hotel's previous batch may still be in
     * its lane, waiting to be stored; then its messages may be stored in another order, which does not change the final state.
     */
    List<PendingMessage> queueBehindRetries(List<PendingMessage> batch) {
        return retries.isEmpty() ? batch : split(batch);
    }

    /** Queues the messages of locked hotels. */
    @Override
    public void contended(Batch batch, StepFailedException failure) {
        log.warn("retrying {} messages, each hotel separately: {}", batch.size(), failure.toString());
        metrics.retried(batch.size());
        batch.messages().forEach(message -> add(message, RetryKey.of(message)));
    }

    /** Quarantines a message that failed alone. */
    @Override
    public void suspect(PendingMessage message, StepFailedException failure) {
        systemic.failedAlone(failure);
        if (!systemic.include(failure.step())) { // with its stack trace: it may be a bug of ours
            log.warn("message {} is quarantined: {}", message.delivery().messageId(), failure.toString(), failure);
        }
        metrics.quarantined();
        add(message, new RetryKey.SingleMessage(message.delivery().messageId()));
    }

    @Override
    public void overdue(Batch batch) {
        leases.nack(batch.messages());
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
    private synchronized void add(PendingMessage message, RetryKey key) {
        HotelRetry retry = retries.get(key);
        if (retry == null) {
            retry = new HotelRetry(key);
            retries.put(key, retry);
            schedule(retry, settings.retry().after(retry.failures()));
        }
        retry.add(message);
    }

    private void schedule(HotelRetry retry, Duration delay) {
        threads.schedule(() -> attempt(retry), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void attempt(HotelRetry retry) {
        try {
            Batch batch = Batch.undecided(nextBatch(retry));
            policy.run(batch, part -> process(retry, part), new AttemptIsolation(retry));
            passed(retry);
        } catch (StepFailedException failure) {
            retryLater(retry, failure);
        } catch (InterruptedException interrupted) { // by close: the messages stay unacknowledged
            Thread.currentThread().interrupt();
        } catch (Throwable bug) { // or a lack of memory: the key's messages must not be forgotten
            log.error("{}: an attempt failed unexpectedly", retry.key(), bug);
            schedule(retry, settings.retry().max());
        }
    }

    private synchronized List<PendingMessage> nextBatch(HotelRetry retry) {
        leases.nack(retry.removeWhile(leases::isOver));
        return retry.head();
    }

    private void process(HotelRetry retry, Batch batch) throws StepFailedException, InterruptedException {
        Failure reason = retry.unprocessable();
        processor.complete(
                reason == null
                        ? processor.decide(batch)
                        : batch.decided(batch.messages().stream()
                                .map(message -> Outcome.unprocessable(message, reason))
                                .toList()));
        settled(retry, batch);
    }

    private synchronized void settled(HotelRetry retry, Batch batch) {
        retry.settled(batch.size());
    }

    private synchronized void passed(HotelRetry retry) {
        retry.passed();
        if (retry.isEmpty()) {
            retries.remove(retry.key());
            log.info("{}: retries completed", retry.key());
            notifyAll();
        } else {
            schedule(retry, Duration.ZERO);
        }
    }

    private synchronized void retryLater(HotelRetry retry, StepFailedException failure) {
        retry.failed();
        if (failure.failure() instanceof Suspect suspect && !systemic.include(failure.step())) {
            retry.blame(suspect);
        }
        Duration delay = settings.retry().after(retry.failures());
        log.debug("{}: {} messages, next attempt in {} ms: {}", retry.key(), retry.size(), delay.toMillis(), failure);
        schedule(retry, delay);
    }

    /** Isolation within the messages of one key. */
    private final class AttemptIsolation implements FailurePolicy.Isolation {
        private final HotelRetry retry;

        AttemptIsolation(HotelRetry retry) {
            this.retry = retry;
        }

        @Override
        public void contended(Batch batch, StepFailedException failure) throws StepFailedException {
            throw failure; // the hotel waits
        }

        @Override
        public void suspect(PendingMessage message, StepFailedException failure) throws StepFailedException {
            if (retry.key() instanceof RetryKey.SingleMessage) {
                systemic.failedAlone(failure);
                throw failure;
            }
            settled(retry, Batch.undecided(List.of(message)));
            RetryQueue.this.suspect(message, failure);
        }

        @Override
        public void overdue(Batch batch) {
            RetryQueue.this.overdue(batch);
            settled(retry, batch);
        }
    }
}
