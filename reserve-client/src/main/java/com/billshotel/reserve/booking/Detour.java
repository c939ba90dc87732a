package com.billshotel.reserve.booking;

import com.billshotel.runtime.crash.CrashPoint;
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
final class Detour {
    private static final Logger log = LoggerFactory.getLogger(Detour.class);

    /** A first failure may be a neighbour's fault, from when they still shared a batch. */
    private static final int FAILURES_BEFORE_HALVING = 2;

    private final BookingSteps steps;
    private final LaneSettings settings;
    private final WorkerMetrics metrics;
    private final ScheduledThreadPoolExecutor threads;

    /** Changed only under this object's monitor, as are its values; concurrent so that a lane can see at no cost that it is empty. */
    private final Map<Object, Diversion> diversions = new ConcurrentHashMap<>();

    Detour(BookingSteps steps, LaneSettings settings, WorkerMetrics metrics) {
        this.steps = steps;
        this.settings = settings;
        this.metrics = metrics;
        this.threads = new ScheduledThreadPoolExecutor(
                settings.detourThreads(), task -> new Thread(task, "detour"), new DiscardPolicy());
    }

    /**
     * Takes the items of hotels that are on the detour, and returns the others. A hotel may enter the detour just after, when
     * the batch before fails to be stored; then its messages change their order, and come to the same end.
     */
    List<Item> withoutDiverted(List<Item> batch) {
        return diversions.isEmpty() ? batch : sift(batch);
    }

    /** Takes all items of a batch that failed. */
    synchronized void divert(List<Item> batch, Throwable failure) {
        Throwable trace = suspectsMessages(failure) ? failure : null; // perhaps a defect of ours
        log.warn("{} messages will be tried again, each hotel by itself: {}", batch.size(), failure.toString(), trace);
        metrics.diverted(batch.size());
        for (Item item : batch) {
            Diversion diversion = diversions.get(item.key());
            if (diversion == null) {
                diversion = begin(new Diversion(item.key(), 1));
            }
            diversion.add(item);
        }
        CrashPoint.WORKER_DIVERTED.here();
    }

    /** Waits until nobody is left, at most so long; what is left then was not acknowledged, and comes again. */
    synchronized void close(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!diversions.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
        threads.shutdownNow();
    }

    private synchronized List<Item> sift(List<Item> batch) {
        List<Item> clear = new ArrayList<>(batch.size());
        for (Item item : batch) {
            Diversion diversion = diversions.get(item.key());
            if (diversion == null) {
                clear.add(item);
            } else {
                diversion.add(item);
            }
        }
        return clear;
    }

    private Diversion begin(Diversion diversion) {
        diversions.put(diversion.key(), diversion);
        schedule(diversion, settings.backoff().after(diversion.failures()));
        return diversion;
    }

    private void schedule(Diversion diversion, Duration delay) {
        threads.schedule(() -> attempt(diversion), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void attempt(Diversion diversion) {
        List<Item> head = head(diversion);
        try {
            CrashPoint.WORKER_DETOUR_ATTEMPT.here();
            if (!head.isEmpty()) {
                steps.process(head);
            }
            CrashPoint.WORKER_DETOUR_PASSED.here();
            passed(diversion, head.size());
        } catch (Throwable failure) {
            failed(diversion, head, failure);
        }
    }

    private synchronized List<Item> head(Diversion diversion) {
        handBackOverdue(diversion);
        return diversion.head();
    }

    /** What the broker no longer lends us it delivers anew; were it kept as well, hours of trouble would fill the memory. */
    private void handBackOverdue(Diversion diversion) {
        long now = System.nanoTime();
        List<Item> overdue = diversion.removeWhile(
                item -> now - item.receivedNanos() > settings.lease().toNanos());
        if (!overdue.isEmpty()) {
            log.warn(
                    "{}: handing {} messages back after {}",
                    Item.describe(diversion.key()),
                    overdue.size(),
                    settings.lease());
            metrics.handedBack(overdue.size());
            overdue.forEach(item -> item.delivery().acknowledgement().handBack());
        }
    }

    private synchronized void passed(Diversion diversion, int count) {
        diversion.passed(count);
        if (diversion.isEmpty()) {
            diversions.remove(diversion.key());
            log.info("{}: all done, back in the lane", Item.describe(diversion.key()));
            notifyAll();
        } else {
            schedule(diversion, Duration.ZERO);
        }
    }

    private synchronized void failed(Diversion diversion, List<Item> head, Throwable failure) {
        if (!suspectsMessages(failure) || diversion.failures() < FAILURES_BEFORE_HALVING) {
            diversion.failed();
        } else if (head.size() > 1) {
            diversion.halve(head.size());
        } else {
            diversion.failed();
            setAsideFirst(diversion);
        }
        CrashPoint.WORKER_DETOUR_FAILED.here();
        retryLater(diversion, head.size(), failure);
    }

    /** Not if it is alone already: then nobody waits for it. */
    private void setAsideFirst(Diversion diversion) {
        if (diversion.size() > 1) {
            Item item = diversion.removeFirst();
            begin(new Diversion(item, diversion.failures())).add(item);
            metrics.setAside();
        }
    }

    private void retryLater(Diversion diversion, int count, Throwable failure) {
        Duration delay = settings.backoff().after(diversion.failures());
        log.warn(
                "{}: {} messages failed, next attempt in {} ms: {}",
                Item.describe(diversion.key()),
                count,
                delay.toMillis(),
                failure.toString());
        schedule(diversion, delay);
    }

    private static boolean suspectsMessages(Throwable failure) {
        return failure instanceof StepFailedException step && step.suspectsMessages();
    }
}
