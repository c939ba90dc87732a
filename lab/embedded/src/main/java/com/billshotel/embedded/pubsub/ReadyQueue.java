package com.billshotel.embedded.pubsub;

import java.util.ArrayDeque;

/**
 * What can be sent now. Messages that come again alternate with new ones: behind a long backlog they would come back
 * far too late, and all in front of it a single message that nobody wants would starve the rest. Not thread-safe.
 */
final class ReadyQueue {
    private final ArrayDeque<Delivery> fresh = new ArrayDeque<>();
    private final ArrayDeque<Delivery> again = new ArrayDeque<>();
    private boolean freshIsNext;

    void add(Delivery delivery) {
        (delivery.attempts == 0 ? fresh : again).add(delivery);
    }

    /** The next one to send; the queue must not be empty. */
    Delivery remove() {
        boolean takeFresh = again.isEmpty() || freshIsNext && !fresh.isEmpty();
        freshIsNext = !takeFresh;
        return takeFresh ? fresh.remove() : again.remove();
    }

    int size() {
        return fresh.size() + again.size();
    }

    boolean isEmpty() {
        return fresh.isEmpty() && again.isEmpty();
    }
}
