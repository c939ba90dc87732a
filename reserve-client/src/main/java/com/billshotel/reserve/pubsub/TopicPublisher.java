package com.billshotel.reserve.pubsub;

import com.billshotel.reserve.booking.DependencyException;
import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutures;
import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.pubsub.v1.PubsubMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Publishes to one topic and waits until Pub/Sub has stored the messages. Connects on first use. */
final class TopicPublisher implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Bridges short interruptions only; the lanes retry what fails. */
    private static final RetrySettings RETRY = RetrySettings.newBuilder()
            .setInitialRetryDelayDuration(Duration.ofMillis(100))
            .setRetryDelayMultiplier(2)
            .setMaxRetryDelayDuration(Duration.ofSeconds(1))
            .setInitialRpcTimeoutDuration(Duration.ofSeconds(5))
            .setRpcTimeoutMultiplier(1)
            .setMaxRpcTimeoutDuration(Duration.ofSeconds(5))
            .setTotalTimeoutDuration(TIMEOUT)
            .build();

    /** The client library adds such attributes on delivery; Pub/Sub rejects messages published with them. */
    private static final String RESERVED_PREFIX = "googclient_";

    private final PubSub pubSub;
    private final String topic;
    private final TopicProblem problems;
    private Publisher publisher; // null until first used

    TopicPublisher(PubSub pubSub, String topic) {
        this.pubSub = pubSub;
        this.topic = pubSub.topicName(topic);
        this.problems = new TopicProblem(this.topic, pubSub.address());
    }

    /** The topic's full name. */
    String topic() {
        return topic;
    }

    /** A delivered message's attributes without those that must not be published. */
    static Map<String, String> publishable(Map<String, String> attributes) {
        Map<String, String> publishable = new TreeMap<>(attributes);
        publishable.keySet().removeIf(name -> name.startsWith(RESERVED_PREFIX));
        return publishable;
    }

    void publish(List<PubsubMessage> messages) throws DependencyException, InterruptedException {
        List<ApiFuture<String>> published = new ArrayList<>(messages.size());
        Publisher connected = connected();
        for (PubsubMessage message : messages) {
            published.add(connected.publish(message));
        }
        connected.publishAllOutstanding();
        await(ApiFutures.allAsList(published));
    }

    @Override
    public synchronized void close() {
        if (publisher != null) {
            publisher.shutdown(); // nothing is pending: publish() waits for the result
        }
    }

    private synchronized Publisher connected() throws DependencyException {
        if (publisher == null) {
            try {
                publisher = Publisher.newBuilder(topic)
                        .setChannelProvider(pubSub.channels())
                        .setCredentialsProvider(pubSub.credentials())
                        .setRetrySettings(RETRY)
                        .build();
            } catch (IOException failure) {
                throw new DependencyException(
                        topic,
                        "no credentials to publish to " + topic
                                + ": set GOOGLE_APPLICATION_CREDENTIALS, or PUBSUB_EMULATOR_HOST",
                        failure);
            }
        }
        return publisher;
    }

    private void await(ApiFuture<List<String>> published) throws DependencyException, InterruptedException {
        try {
            published.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException timeout) {
            throw new DependencyException(topic, problems.unavailable(), timeout);
        } catch (ExecutionException failure) {
            if (TopicProblem.isRejection(failure.getCause())) {
                throw new IllegalArgumentException(problems.describe(failure.getCause()), failure.getCause());
            }
            throw new DependencyException(topic, problems.describe(failure.getCause()), failure);
        }
    }
}
