package com.billshotel.bench;

import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.PubSub;
import com.billshotel.local.parts.ServiceProcess;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Publishes messages in advance and measures how fast a worker processes them. */
final class Backlog {
    static final int HOTELS = 100;

    private static final String NAME = "reserve-bench";
    private static final String IDLE = "idle-bench";
    private static final Duration ACK_DEADLINE = Duration.ofSeconds(60);
    private static final int MESSAGES_PER_REQUEST = 1_000;
    private static final int LIMIT_SECONDS = 60;
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

    /**
     * Waits until all messages are booked; returns the number booked per second while the worker was at full speed.
     *
     * @param services those of them that run in processes of their own
     * @throws LabException if one of these ends, or if no message is booked for {@value #LIMIT_SECONDS} s; the message names the
     *     log of the service that is not SERVING, or else all logs
     */
    double await(ServiceProcess... services) throws Exception {
        Mark first = await(fixture.database()::held, (long) (messages * FROM), services);
        Mark last = await(fixture.database()::held, (long) (messages * TO), services);
        await(this::reservations, messages, services);
        return (last.count() - first.count()) * 1e9 / (last.nanos() - first.nanos());
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

    private Mark await(Count booked, long goal, ServiceProcess... services) throws Exception {
        Stall stall = new Stall(LIMIT_SECONDS);
        while (true) {
            Mark mark = new Mark(booked.now(), System.nanoTime());
            if (mark.count() >= goal) {
                return mark;
            }
            for (ServiceProcess service : services) {
                service.requireAlive();
            }
            if (stall.lasts(mark.count())) {
                throw stalled(mark.count(), services);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private LabException stalled(long booked, ServiceProcess... services) {
        for (ServiceProcess service : services) {
            service.requireServing();
        }
        String logs =
                Stream.of(services).map(service -> service.log().toString()).collect(Collectors.joining(", "));
        return new LabException(booked + " of " + messages + " messages are booked, none of them in the last "
                + LIMIT_SECONDS + " s" + (logs.isEmpty() ? "" : "; see " + logs));
    }

    private long reservations() throws SQLException {
        return fixture.database().count("SELECT COUNT(*) FROM reserve_hotel");
    }

    private interface Count {
        long now() throws SQLException;
    }

    private record Mark(long count, long nanos) {}
}
