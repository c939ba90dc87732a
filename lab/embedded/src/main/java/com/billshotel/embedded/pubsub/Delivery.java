package com.billshotel.embedded.pubsub;

import com.google.pubsub.v1.PubsubMessage;

/**
 * One message in one subscription: ready, leased, or waiting for its retry backoff to end. The fields are guarded by the
 * lock of the {@link Backlog}. The last three are the links of the {@link DeadlineWheel}, kept here so that moving a
 * deadline allocates nothing.
 */
final class Delivery {
    static final long NOT_SCHEDULED = -1;

    final PubsubMessage message;
    final int bytes;

    boolean acknowledged;

    /** Number of deliveries so far. */
    int attempts;

    /** Ack id of the current lease; null if not leased. */
    String ackId;

    /** Holder of the current lease; null if not leased. */
    Consumer holder;

    long dueTick = NOT_SCHEDULED;
    Delivery previous;
    Delivery next;

    Delivery(PubsubMessage message) {
        this.message = message;
        this.bytes = message.getSerializedSize();
    }

    boolean isLeased() {
        return ackId != null;
    }
}
