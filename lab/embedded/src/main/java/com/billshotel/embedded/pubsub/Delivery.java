package com.billshotel.embedded.pubsub;

import com.google.pubsub.v1.PubsubMessage;

/**
 * One message on its way through one subscription: ready, leased, or held back until a retry is due. The fields belong
 * to the {@link Backlog}, whose lock guards them; the last three are links of the {@link DeadlineWheel}, kept here so
 * that moving a deadline allocates nothing.
 */
final class Delivery {
    static final long NOT_SCHEDULED = -1;

    final PubsubMessage message;
    final int bytes;

    /** Done with for good. */
    boolean acknowledged;

    /** How often it was sent. */
    int attempts;

    /** The id of the present lease, or null when there is none. */
    String ackId;

    /** Who holds the present lease. */
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
