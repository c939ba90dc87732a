package com.billshotel.embedded.pubsub;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** One topic: assigns each message its id and publish time, and adds it to the backlog of each subscription. */
final class Fanout {
    /**
     * Starts at the current time, with 2^20 ids per millisecond, so that a broker started later never reuses an id:
     * consumers that store message ids can keep their database across broker restarts.
     */
    private static final AtomicLong LAST_ID = new AtomicLong(System.currentTimeMillis() << 20);

    private final Topic config;
    private final List<Backlog> backlogs = new CopyOnWriteArrayList<>();

    Fanout(Topic config) {
        this.config = config;
    }

    Topic config() {
        return config;
    }

    /** The attached subscriptions, in the order of creation. */
    List<Backlog> backlogs() {
        return backlogs;
    }

    void attach(Backlog backlog) {
        backlogs.add(backlog);
    }

    void detach(Backlog backlog) {
        backlogs.remove(backlog);
    }

    /** Returns the message ids, in the order of the messages. */
    List<String> publish(List<PubsubMessage> messages) {
        List<PubsubMessage> stamped = new ArrayList<>(messages.size());
        List<String> ids = new ArrayList<>(messages.size());
        Timestamp now = now();
        for (PubsubMessage message : messages) {
            String id = Long.toString(LAST_ID.incrementAndGet());
            ids.add(id);
            stamped.add(message.toBuilder().setMessageId(id).setPublishTime(now).build());
        }
        backlogs.forEach(backlog -> backlog.add(stamped));
        return ids;
    }

    private static Timestamp now() {
        Instant now = Instant.now();
        return Timestamp.newBuilder()
                .setSeconds(now.getEpochSecond())
                .setNanos(now.getNano())
                .build();
    }
}
