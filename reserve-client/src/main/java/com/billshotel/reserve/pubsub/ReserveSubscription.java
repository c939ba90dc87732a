package com.billshotel.reserve.pubsub;

import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.WorkerMetrics;
import com.billshotel.runtime.health.HealthCheck;
import com.google.cloud.pubsub.v1.Subscriber;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscription that reservations come from. Whatever ends it (it does not exist, we may not pull it, no credentials) is
 * said in the log, and it is opened again until that works.
 */
public final class ReserveSubscription implements HealthCheck, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReserveSubscription.class);
    private static final Duration REOPEN_AFTER = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** The library's own report of what ends a stream: a page of stack trace, of which {@link SubscriptionProblem} makes a line. */
    private static final java.util.logging.Logger LIBRARY =
            java.util.logging.Logger.getLogger("com.google.cloud.pubsub.v1.StreamingSubscriberConnection");

    static {
        LIBRARY.setLevel(java.util.logging.Level.OFF);
    }

    /** A little longer than the streams may take, so that it is they who give up. */
    private static final Duration STOP = SubscriberFactory.STREAM_STOP
            .multipliedBy(SubscriberFactory.STREAMS)
            .plusSeconds(3);

    private final SubscriberFactory subscribers;
    private final SubscriptionProblem problems;
    private final StreamLimits limits;
    private final WorkerMetrics metrics;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread keeper;
    private volatile Subscriber current;
    private volatile StreamWatch streams = new StreamWatch(SubscriberFactory.STREAMS);
    private volatile String lastFailure; // null while there is none to tell of

    private ReserveSubscription(
            PubSub pubSub, String name, Consumer<Delivery> receiver, WorkerMetrics metrics, StreamLimits limits) {
        this.limits = limits;
        this.subscribers = new SubscriberFactory(pubSub, name, new MessageIntake(receiver), limits);
        this.problems = new SubscriptionProblem(name, pubSub.address());
        this.metrics = metrics;
        this.keeper = new Thread(this::keepOpen, "subscription");
        keeper.setDaemon(true);
    }

    /**
     * Starts to pull, as soon as that is possible.
     *
     * @param subscription its id, or its full name
     * @param receiver takes each message in; must return at once
     */
    public static ReserveSubscription open(
            PubSub pubSub, String subscription, Consumer<Delivery> receiver, WorkerMetrics metrics) {
        return open(pubSub, subscription, receiver, metrics, StreamLimits.DEFAULT);
    }

    static ReserveSubscription open(
            PubSub pubSub,
            String subscription,
            Consumer<Delivery> receiver,
            WorkerMetrics metrics,
            StreamLimits limits) {
        ReserveSubscription opened =
                new ReserveSubscription(pubSub, pubSub.subscriptionName(subscription), receiver, metrics, limits);
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
        return failure == null ? disconnected.map(problems::disconnected) : Optional.of(failure);
    }

    /** Stops pulling, then waits until what was delivered is acknowledged, or long enough to tell that it will not be. */
    @Override
    public void close() {
        closed.countDown();
        Subscriber last = current;
        if (last != null) {
            last.stopAsync();
        }
        try {
            keeper.join(STOP.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            subscribers.close();
        }
    }

    private void keepOpen() {
        try {
            do {
                pull();
            } while (!closed.await(REOPEN_AFTER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the subscription has failed or fallen silent, or is closed and has stopped. */
    private void pull() {
        try {
            streams = new StreamWatch(SubscriberFactory.STREAMS);
            current = subscribers.create(streams);
            if (closed.getCount() > 0) { // looked at after current is set, as close() looks after it has closed
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

    /** A silent subscriber is left to stop by itself: what it still has in hand may take a while, and comes again if lost. */
    private void awaitEnd() {
        while (!hasEnded()) {
            Duration silence = streams.silence();
            if (closed.getCount() > 0 && silence.compareTo(limits.silence()) > 0) {
                fallenSilent(silence);
                return;
            }
        }
    }

    /** In this order: the streams given up are open until they are stopped, and would pass for a sign of life. */
    private synchronized void fallenSilent(Duration silence) {
        streams = new StreamWatch(SubscriberFactory.STREAMS);
        lost(problems.silent(silence));
        current.stopAsync();
    }

    private boolean hasEnded() {
        try {
            current.awaitTerminated(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException goesOn) {
            return false;
        }
    }

    private synchronized void lost(String failure) {
        metrics.subscriptionLost();
        if (!failure.equals(lastFailure)) {
            log.warn("{}; trying again every {} s", failure, REOPEN_AFTER.toSeconds());
        }
        lastFailure = failure;
    }
}
