package com.billshotel.embedded.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All that one subscription still has to have acknowledged. One lock guards it; every step under it is O(1) for each
 * message, and neither serialization nor sending happens there.
 *
 * <p>Whenever something can be sent, {@link #wakeNext()} wakes one consumer, in turn; it takes its share and wakes the
 * next, so a trickle goes round all streams and a flood keeps all of them busy.
 */
final class Backlog {
    private static final int MAX_BATCH_MESSAGES = 1000;
    private static final int MAX_BATCH_BYTES = 1 << 20;

    /** Smaller shares than this cost more in responses than they bring in fairness. */
    private static final int MIN_SHARE = 32;

    private static final AtomicLong BACKLOGS = new AtomicLong();

    /** Differs between subscriptions, even of the same name, so that an id of one is unknown to all others. */
    private final String ackIdPrefix = Long.toString(BACKLOGS.incrementAndGet(), Character.MAX_RADIX) + "-";

    private final DeadLetters deadLetters;
    private final ReadyQueue ready = new ReadyQueue();
    private final Map<String, Delivery> outstanding = new HashMap<>();
    private final DeadlineWheel deadlines = new DeadlineWheel(System.nanoTime());
    private final List<Consumer> consumers = new ArrayList<>();
    private volatile Subscription config;
    private StatusRuntimeException closed;
    private long leases;
    private long redeliveries;
    private int turn;

    Backlog(Subscription config, DeadLetters deadLetters) {
        this.config = config;
        this.deadLetters = deadLetters;
    }

    Subscription config() {
        return config;
    }

    void configure(Subscription changed) {
        config = changed;
    }

    synchronized void add(List<PubsubMessage> messages) {
        for (PubsubMessage message : messages) {
            ready.add(new Delivery(message));
        }
        wakeNext();
    }

    synchronized void join(Consumer consumer) {
        if (closed != null) {
            consumer.end(closed);
            return;
        }
        consumers.add(consumer);
        consumer.wake();
    }

    synchronized void leave(Consumer consumer) {
        consumers.remove(consumer);
        wakeNext();
    }

    /** Ends all its calls, now and in future; the result is done when those of now have ended. */
    synchronized CompletableFuture<Void> close(StatusRuntimeException reason) {
        closed = reason;
        return CompletableFuture.allOf(
                consumers.stream().map(consumer -> consumer.end(reason)).toArray(CompletableFuture<?>[]::new));
    }

    /** Wakes one consumer that has room, if there is anything to send. */
    synchronized void wakeNext() {
        if (ready.isEmpty()) {
            return;
        }
        for (int i = 0; i < consumers.size(); i++) {
            turn = (turn + 1) % consumers.size();
            if (consumers.get(turn).hasRoom()) {
                consumers.get(turn).wake();
                return;
            }
        }
    }

    /** Leases messages to this consumer: as many as its limits, its share and the size of one response allow. */
    synchronized List<ReceivedMessage> take(Consumer consumer) {
        long now = System.nanoTime();
        int share = share();
        int bytes = 0;
        List<ReceivedMessage> batch = new ArrayList<>(Math.min(share, ready.size()));
        while (!ready.isEmpty() && batch.size() < share && bytes < MAX_BATCH_BYTES && consumer.hasRoom()) {
            Delivery delivery = ready.remove();
            lease(delivery, consumer, now);
            bytes += delivery.bytes;
            batch.add(received(delivery));
        }
        wakeNext();
        return batch;
    }

    /** Ids that are unknown, acknowledged before or expired are ignored, as Google does. */
    synchronized void acknowledge(List<String> ackIds) {
        for (String ackId : ackIds) {
            Delivery delivery = outstanding.get(ackId);
            if (delivery != null) {
                endLease(delivery);
                delivery.acknowledged = true;
            }
        }
        wakeNext();
    }

    /** Moves the deadlines of leases; 0 seconds is a nack. Other ids are ignored. */
    void modifyDeadlines(List<String> ackIds, int seconds) {
        if (seconds == 0) {
            bury(giveBack(ackIds));
        } else {
            extend(ackIds, seconds);
        }
    }

    /** Called at every tick of the clock. */
    void expireLeases() {
        bury(sweep());
    }

    synchronized PubSubBroker.BacklogSize size() {
        int backingOff = deadlines.size() - outstanding.size();
        return new PubSubBroker.BacklogSize(ready.size() + backingOff, outstanding.size());
    }

    /** How often a message was sent again. */
    synchronized long redeliveries() {
        return redeliveries;
    }

    /** What is sent and not yet acknowledged. */
    synchronized List<Delivery> inHand() {
        return List.copyOf(outstanding.values());
    }

    /** Whether all of these are acknowledged by now. */
    synchronized boolean areDone(List<Delivery> deliveries) {
        return deliveries.stream().allMatch(delivery -> delivery.acknowledged);
    }

    private int share() {
        long open = consumers.stream().filter(Consumer::hasRoom).count();
        long share = ready.size() / Math.max(open, 1);
        return (int) Math.min(Math.max(share, MIN_SHARE), MAX_BATCH_MESSAGES);
    }

    private void lease(Delivery delivery, Consumer consumer, long now) {
        redeliveries += delivery.attempts > 0 ? 1 : 0;
        delivery.attempts++;
        delivery.ackId = ackIdPrefix + Long.toString(++leases, Character.MAX_RADIX);
        delivery.holder = consumer;
        consumer.hold(delivery);
        outstanding.put(delivery.ackId, delivery);
        deadlines.schedule(delivery, now, TimeUnit.SECONDS.toNanos(consumer.leaseSeconds()));
    }

    private void endLease(Delivery delivery) {
        outstanding.remove(delivery.ackId);
        deadlines.cancel(delivery);
        delivery.holder.release(delivery);
        delivery.holder = null;
        delivery.ackId = null;
    }

    private ReceivedMessage received(Delivery delivery) {
        ReceivedMessage.Builder received =
                ReceivedMessage.newBuilder().setAckId(delivery.ackId).setMessage(delivery.message);
        if (config.hasDeadLetterPolicy()) {
            received.setDeliveryAttempt(delivery.attempts);
        }
        return received.build();
    }

    private synchronized void extend(List<String> ackIds, int seconds) {
        long now = System.nanoTime();
        for (String ackId : ackIds) {
            Delivery delivery = outstanding.get(ackId);
            if (delivery != null) {
                deadlines.schedule(delivery, now, TimeUnit.SECONDS.toNanos(seconds));
            }
        }
    }

    private synchronized List<Delivery> giveBack(List<String> ackIds) {
        List<Delivery> dead = new ArrayList<>();
        for (String ackId : ackIds) {
            Delivery delivery = outstanding.get(ackId);
            if (delivery != null) {
                endLease(delivery);
                retryOrCollect(delivery, dead);
            }
        }
        wakeNext();
        return dead;
    }

    private synchronized List<Delivery> sweep() {
        List<Delivery> dead = new ArrayList<>();
        List<Delivery> due = deadlines.advance(System.nanoTime());
        for (Delivery delivery : due) {
            if (delivery.isLeased()) {
                endLease(delivery);
                retryOrCollect(delivery, dead);
            } else {
                ready.add(delivery);
            }
        }
        if (!due.isEmpty()) {
            wakeNext();
        }
        return dead;
    }

    private void retryOrCollect(Delivery delivery, List<Delivery> dead) {
        if (RedeliveryRules.isExhausted(config, delivery.attempts)) {
            dead.add(delivery);
        } else {
            retry(delivery);
        }
    }

    private void retry(Delivery delivery) {
        long backoff = RedeliveryRules.backoffNanos(config, delivery.attempts);
        if (backoff == 0) {
            ready.add(delivery);
        } else {
            deadlines.schedule(delivery, System.nanoTime(), backoff);
        }
    }

    /** Outside the lock: the dead-letter topic may lead to a subscription whose own dead letters come back here. */
    private void bury(List<Delivery> dead) {
        for (Delivery delivery : dead) {
            if (!deadLetters.forward(config, delivery)) {
                revive(delivery);
            }
        }
    }

    private synchronized void revive(Delivery delivery) {
        retry(delivery);
        wakeNext();
    }
}
