package com.billshotel.embedded.pubsub;

import java.util.ArrayDeque;

/**
 * Messages ready for delivery. Redeliveries alternate with new messages: behind a long backlog they would be far too late,
 * and ahead of it a message that is always nacked would starve the rest. Not thread-safe.
 */
final class ReadyQueue {
    private final ArrayDeque<Delivery> fresh = new ArrayDeque<>();
    private final ArrayDeque<Delivery> redelivered = new ArrayDeque<>();
    private boolean freshIsNext;

    void add(Delivery delivery) {
        (delivery.attempts == 0 ? fresh : redelivered).add(delivery);
    }

    /** The next one to send; the queue must not be empty. */
    Delivery remove() {
        boolean takeFresh = redelivered.isEmpty() || freshIsNext && !fresh.isEmpty();
        freshIsNext = !takeFresh;
        return takeFresh ? fresh.remove() : redelivered.remove();
    }

    int size() {
        return fresh.size() + redelivered.size();
    }

    boolean isEmpty() {
        return fresh.isEmpty() && redelivered.isEmpty();
    }
}
