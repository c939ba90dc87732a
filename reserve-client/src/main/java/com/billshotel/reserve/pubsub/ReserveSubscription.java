package com.billshotel.reserve.pubsub;

import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.WorkerMetrics;
import com.billshotel.runtime.health.HealthCheck;
import com.google.cloud.pubsub.v1.Subscriber;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscription that delivers reservations. Nothing is pulled before the worker can book: its lease would keep a message from
 * other workers. If pulling fails (no such subscription, no permission, no credentials), the reason is logged and the subscription
 * is reopened until that succeeds.
 */
public final class ReserveSubscription implements HealthCheck, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReserveSubscription.class);
    private static final Duration REOPEN_AFTER = Duration.ofSeconds(2);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);

    /** Logs a page of stack trace when a stream ends; {@link SubscriptionProblem} says the same in one line. */
    private static final java.util.logging.Logger LIBRARY =
            java.util.logging.Logger.getLogger("com.google.cloud.pubsub.v1.StreamingSubscriberConnection");

    static {
        LIBRARY.setLevel(java.util.logging.Level.OFF);
    }

    /** How much longer a stop may take than that of all streams. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(3);

    private final List<HealthCheck> needed;
    private final SubscriberFactory subscribers;
    private final SubscriptionProblem problems;
    private final StreamLimits limits;
    private final WorkerMetrics metrics;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread keeper;
    private volatile boolean begun;
    private volatile Subscriber current;
    private volatile StreamWatch streams = new StreamWatch(SubscriberFactory.STREAMS);
    private volatile String lastFailure; // null while pulling works

    private ReserveSubscription(
            PubSub pubSub,
            String name,
            Consumer<Delivery> receiver,
            List<HealthCheck> needed,
            WorkerMetrics metrics,
            StreamLimits limits) {
        this.needed = List.copyOf(needed);
        this.limits = limits;
        this.subscribers = new SubscriberFactory(pubSub, name, new MessageIntake(receiver), limits);
        this.problems = new SubscriptionProblem(name, pubSub.address());
        this.metrics = metrics;
        this.keeper = new Thread(this::keepOpen, "subscription");
        keeper.setDaemon(true);
    }

    /** Starts to pull, as soon as all that is needed is healthy and the subscription, given by id or full name, can be reached. */
    static ReserveSubscription open(
            PubSub pubSub,
            String subscription,
            Consumer<Delivery> receiver,
            List<HealthCheck> needed,
            WorkerMetrics metrics,
            StreamLimits limits) {
        ReserveSubscription opened = new ReserveSubscription(
                pubSub, pubSub.subscriptionName(subscription), receiver, needed, metrics, limits);
        opened.keeper.start();
        return opened;
    }

    @Override
    public String name() {
        return "Pub/Sub";
    }

    @Override
    public synchronized Optional<String> problem() {
        Optional<String> disconnected = streams.problem();
        if (disconnected.isEmpty()) {
            lastFailure = null;
        }
        String failure = lastFailure;
        return failure == null
                ? disconnected.map(begun ? problems::disconnected : status -> waiting())
                : Optional.of(failure);
    }

    private String waiting() {
        return problems.waiting(needed.stream().map(HealthCheck::name));
    }

    /** Stops pulling, then waits, for up to 18 s, until the delivered messages are acknowledged. */
    @Override
    public void close() {
        closed.countDown();
        Subscriber last = current;
        if (last != null) {
            subscribers.drain();
            last.stopAsync();
        }
        try {
            if (begun) { // otherwise a check may still be waiting
                keeper.join(SubscriberFactory.STREAM_STOP
                        .multipliedBy(SubscriberFactory.STREAMS)
                        .plus(limits.end())
                        .plus(STOP_MARGIN)
                        .toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            subscribers.close();
        }
    }

    private void keepOpen() {
        try {
            for (Duration wait = FIRST_WAIT;
                    !isReady();
                    wait = Collections.min(List.of(wait.multipliedBy(2), CHECK_EVERY))) {
                if (closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            begun = true;
            do {
                pull();
            } while (!closed.await(REOPEN_AFTER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Also reads the credentials, so that all that is missing is reported at once. */
    private boolean isReady() {
        Optional<String> fault = subscribers.credentialsFault().map(problems::describe);
        fault.ifPresentOrElse(this::report, () -> lastFailure = null);
        try {
            return needed.stream().allMatch(check -> check.problem().isEmpty());
        } catch (RuntimeException bug) { // the health monitor, which runs the same checks, logs it
            return false;
        }
    }

    /** Returns when the subscription has failed or gone silent, or has stopped after {@link #close}. */
    private void pull() {
        try {
            streams = new StreamWatch(SubscriberFactory.STREAMS);
            current = subscribers.create(streams);
            if (closed.getCount() > 0) { // checked after setting current; close() reads current after it counts down
                current.startAsync();
                awaitEnd();
            }
        } catch (RuntimeException failure) {
            if (closed.getCount() > 0) {
                log.debug("the subscription ended", failure);
                lost(problems.describe(failure));
            }
        }
    }

    /** A silent subscriber stops in the background: its leased messages may take a while, and are redelivered if lost. */
    private void awaitEnd() {
        while (!hasEnded()) {
            Duration silence = streams.silence();
            if (closed.getCount() > 0 && silence.compareTo(limits.silence()) > 0) {
                goneSilent(silence);
                return;
            }
        }
    }

    /** The watch is replaced first: until the old streams have stopped they count as open, and would hide the problem. */
    private synchronized void goneSilent(Duration silence) {
        streams = new StreamWatch(SubscriberFactory.STREAMS);
        lost(problems.silent(silence));
        current.stopAsync();
    }

    private boolean hasEnded() {
        try {
            current.awaitTerminated(CHECK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            return false;
        }
    }

    private synchronized void lost(String failure) {
        metrics.subscriptionLost();
        report(failure);
    }

    private synchronized void report(String failure) {
        if (!failure.equals(lastFailure)) {
            log.warn("{}; retrying", failure);
        }
        lastFailure = failure;
    }
}
