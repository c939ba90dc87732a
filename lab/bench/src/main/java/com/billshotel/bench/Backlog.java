package com.billshotel.bench;

import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.PubSub;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/** Publishes messages in advance and measures how fast a worker processes them. */
final class Backlog {
    static final int HOTELS = 100;

    private static final String NAME = "reserve-bench";
    private static final String IDLE = "idle-bench";
    private static final Duration ACK_DEADLINE = Duration.ofSeconds(60);
    private static final int MESSAGES_PER_REQUEST = 1_000;
    private static final int LIMIT_SECONDS = 240;
    private static final int POLL_MILLIS = 20;

    /** The part of the backlog that is timed: after the ramp-up, and before the last batches, which are not full. */
    private static final double FROM = 0.1;

    private static final double TO = 0.9;

    private final Fixture fixture;
    private final String endpoint;
    private final int messages;

    Backlog(Fixture fixture, String endpoint, int messages) {
        this.fixture = fixture;
        this.endpoint = endpoint;
        this.messages = messages;
    }

    /** Publishes the messages to a new topic. The caller empties the tables first. */
    void publish() {
        try (PubSub pubsub = new PubSub(endpoint)) {
            createTopicAndSubscription(pubsub, IDLE);
            createTopicAndSubscription(pubsub, NAME);
            for (int first = 0; first < messages; first += MESSAGES_PER_REQUEST) {
                pubsub.publish(
                        NAME,
                        IntStream.range(first, Math.min(messages, first + MESSAGES_PER_REQUEST))
                                .mapToObj(id -> ByteString.copyFrom(
                                        Booking.of(id, HOTELS).payload()))
                                .toList());
            }
        }
    }

    int messages() {
        return messages;
    }

    /** Settings for the worker that processes the messages. */
    Map<String, String> settings(String hotelServer) throws IOException {
        return settings(hotelServer, NAME);
    }

    /** Settings for a worker that must not process them: its subscription is empty. */
    Map<String, String> idleSettings(String hotelServer) throws IOException {
        return settings(hotelServer, IDLE);
    }

    /** Waits until all messages are booked; returns the number booked per second while the worker was at full speed. */
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

    private static void createTopicAndSubscription(PubSub pubsub, String name) {
        pubsub.createTopic(name);
        pubsub.createSubscription(name, name, ACK_DEADLINE);
    }

    private Map<String, String> settings(String hotelServer, String subscription) throws IOException {
        return fixture.settings(Map.of(
                "HOTEL_SERVER_TARGET", hotelServer,
                "GOOGLE_CLOUD_PROJECT", PubSub.PROJECT,
                "RESERVE_SUBSCRIPTION", subscription,
                "PUBSUB_EMULATOR_HOST", endpoint));
    }

    private Mark awaitHeld(long count, long limit) throws Exception {
        while (true) {
            Mark mark = new Mark(fixture.database().held(), System.nanoTime());
            if (mark.held() >= count) {
                return mark;
            }
            if (mark.nanos() > limit) {
                throw new LabException("only " + mark.held() + " of " + messages + " messages are booked after "
                        + LIMIT_SECONDS + " s");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private long reservations() throws Exception {
        return fixture.database().count("SELECT COUNT(*) FROM reserve_hotel");
    }

    private record Mark(long held, long nanos) {}
}
