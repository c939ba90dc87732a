package com.billshotel.bench;

import java.io.IOException;
import java.util.Map;

/** Works off messages that were published ahead, and watches how fast they go. */
final class Backlog {
    static final int HOTELS = 100;

    private static final String NAME = "reserve-bench";
    private static final String IDLE = "idle-bench";
    private static final int LIMIT_SECONDS = 240;
    private static final int POLL_MILLIS = 20;

    /** Of a backlog, the part that counts: after the ramp, and before the last batches that are no longer full. */
    private static final double FROM = 0.1;

    private static final double TO = 0.9;

    private final Rig rig;
    private final String endpoint;
    private final int messages;

    Backlog(Rig rig, String endpoint, int messages) {
        this.rig = rig;
        this.endpoint = endpoint;
        this.messages = messages;
    }

    /** Into a topic made for it; who calls empties the tables before. */
    void publish() throws Exception {
        try (Topic topic = new Topic(endpoint, NAME);
                Topic idle = new Topic(endpoint, IDLE)) {
            idle.create();
            topic.create();
            topic.publish(messages, HOTELS);
        }
    }

    int messages() {
        return messages;
    }

    /** Environment variables for the worker that is to take them. */
    Map<String, String> settings(String hotelServer) throws IOException {
        return settings(hotelServer, NAME);
    }

    /** Environment variables for a worker that is to leave them alone. */
    Map<String, String> idleSettings(String hotelServer) throws IOException {
        return settings(hotelServer, IDLE);
    }

    /** Waits until a worker has booked them all; returns how many a second it did while it was at full speed. */
    double await() throws Exception {
        long limit = System.nanoTime() + LIMIT_SECONDS * 1_000_000_000L;
        Mark first = awaitHeld((long) (messages * FROM), limit);
        Mark last = awaitHeld((long) (messages * TO), limit);
        awaitHeld(messages, limit);
        while (reservations() < messages && System.nanoTime() < limit) {
            Thread.sleep(POLL_MILLIS);
        }
        return (last.held() - first.held()) * 1e9 / (last.nanos() - first.nanos());
    }

    private Map<String, String> settings(String hotelServer, String subscription) throws IOException {
        return rig.settings(Map.of(
                "HOTEL_SERVER_TARGET", hotelServer,
                "GOOGLE_CLOUD_PROJECT", Topic.PROJECT,
                "RESERVE_SUBSCRIPTION", subscription,
                "PUBSUB_EMULATOR_HOST", endpoint));
    }

    private Mark awaitHeld(long count, long limit) throws Exception {
        while (true) {
            Mark mark = new Mark(rig.database().held(), System.nanoTime());
            if (mark.held() >= count) {
                return mark;
            }
            if (mark.nanos() > limit) {
                throw new BenchException("after " + LIMIT_SECONDS + " s only " + mark.held() + " of " + messages
                        + " messages are booked");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private long reservations() throws Exception {
        return rig.database().count("SELECT COUNT(*) FROM reserve_hotel");
    }

    private record Mark(long held, long nanos) {}
}
