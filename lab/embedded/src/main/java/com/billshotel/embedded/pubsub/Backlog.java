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
 * The unacknowledged messages of one subscription. A single lock guards them; work under the lock is O(1) per message and
 * includes neither serialization nor I/O.
 *
 * <p>When messages are ready, {@link #wakeNext()} wakes one consumer, round-robin; that consumer takes its share and wakes
 * the next. So a trickle rotates through all streams, and a flood keeps all of them busy.
 */
final class Backlog {
    private static final int MAX_BATCH_MESSAGES = 1000;
    private static final int MAX_BATCH_BYTES = 1 << 20;

    /** Below this size, the overhead of more responses outweighs the gain in fairness. */
    private static final int MIN_SHARE = 32;

    private static final AtomicLong BACKLOGS = new AtomicLong();

    /** Unique per subscription, even across reuse of a name, so that an ack id is valid for one subscription only. */
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

    /** Ends all current and future calls with this status; the result completes when the current ones have ended. */
    synchronized CompletableFuture<Void> close(StatusRuntimeException reason) {
        closed = reason;
        return CompletableFuture.allOf(
                consumers.stream().map(consumer -> consumer.end(reason)).toArray(CompletableFuture<?>[]::new));
    }

    /** Wakes one consumer that has room, if a message is ready. */
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

    /** Leases messages to this consumer, up to its limits, its fair share and the size of one response. */
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

    /** Ignores ids that are unknown, already acknowledged or expired, as Google does. */
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

    /** Moves lease deadlines; 0 seconds is a nack. Ignores ids without a lease. */
    void modifyDeadlines(List<String> ackIds, int seconds) {
        if (seconds == 0) {
            deadLetter(nack(ackIds));
        } else {
            extend(ackIds, seconds);
        }
    }

    /** Ends overdue leases and backoffs; called on every tick of the {@link LeaseClock}. */
    void expireLeases() {
        deadLetter(collectExpired());
    }

    synchronized PubSubBroker.BacklogSize size() {
        int backingOff = deadlines.size() - outstanding.size();
        return new PubSubBroker.BacklogSize(ready.size() + backingOff, outstanding.size());
    }

    /** Number of repeated deliveries. */
    synchronized long redeliveries() {
        return redeliveries;
    }

    /** Messages sent and not yet acknowledged. */
    synchronized List<Delivery> outstanding() {
        return List.copyOf(outstanding.values());
    }

    synchronized boolean areAcknowledged(List<Delivery> deliveries) {
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

    private synchronized List<Delivery> nack(List<String> ackIds) {
        List<Delivery> dead = new ArrayList<>();
        for (String ackId : ackIds) {
            Delivery delivery = outstanding.get(ackId);
            if (delivery != null) {
                endLease(delivery);
                retryOrCollectDead(delivery, dead);
            }
        }
        wakeNext();
        return dead;
    }

    private synchronized List<Delivery> collectExpired() {
        List<Delivery> dead = new ArrayList<>();
        List<Delivery> due = deadlines.advance(System.nanoTime());
        for (Delivery delivery : due) {
            if (delivery.isLeased()) {
                endLease(delivery);
                retryOrCollectDead(delivery, dead);
            } else {
                ready.add(delivery);
            }
        }
        if (!due.isEmpty()) {
            wakeNext();
        }
        return dead;
    }

    private void retryOrCollectDead(Delivery delivery, List<Delivery> dead) {
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

    /** Runs without the lock, to avoid deadlock: two subscriptions may dead-letter to each other's topics. */
    private void deadLetter(List<Delivery> dead) {
        for (Delivery delivery : dead) {
            if (!deadLetters.forward(config, delivery)) {
                requeue(delivery);
            }
        }
    }

    private synchronized void requeue(Delivery delivery) {
        retry(delivery);
        wakeNext();
    }
}
