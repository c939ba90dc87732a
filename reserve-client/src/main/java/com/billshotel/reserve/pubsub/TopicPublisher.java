package com.billshotel.reserve.pubsub;

import com.billshotel.reserve.booking.UnavailableException;
import com.billshotel.runtime.crash.CrashPoint;
import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutures;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.pubsub.v1.PubsubMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Publishes to one topic and waits until Pub/Sub has it. Connects when first used. */
final class TopicPublisher implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The lanes try again what fails; the library only mends a blink within their deadline. */
    private static final RetrySettings RETRY = RetrySettings.newBuilder()
            .setInitialRetryDelayDuration(Duration.ofMillis(100))
            .setRetryDelayMultiplier(2)
            .setMaxRetryDelayDuration(Duration.ofSeconds(1))
            .setInitialRpcTimeoutDuration(Duration.ofSeconds(5))
            .setRpcTimeoutMultiplier(1)
            .setMaxRpcTimeoutDuration(Duration.ofSeconds(5))
            .setTotalTimeoutDuration(TIMEOUT)
            .build();

    private final PubSub pubSub;
    private final String topic;
    private Publisher publisher; // null until first used

    TopicPublisher(PubSub pubSub, String topic) {
        this.pubSub = pubSub;
        this.topic = pubSub.topicName(topic);
    }

    void publish(List<PubsubMessage> messages) throws UnavailableException, InterruptedException {
        List<ApiFuture<String>> published = new ArrayList<>(messages.size());
        Publisher connected = connected();
        for (PubsubMessage message : messages) {
            published.add(connected.publish(message));
            crashWhilePublishing(published.size() - 1, messages.size());
        }
        connected.publishAllOutstanding();
        await(ApiFutures.allAsList(published));
    }

    @Override
    public synchronized void close() {
        if (publisher != null) {
            publisher.shutdown(); // nothing is in hand: whoever publishes waits for the answer
        }
    }

    private static void crashWhilePublishing(int index, int count) {
        CrashPoint.atItem(
                index,
                count,
                CrashPoint.WORKER_PUBLISH_FIRST,
                CrashPoint.WORKER_PUBLISH_MIDDLE,
                CrashPoint.WORKER_PUBLISH_LAST);
    }

    private synchronized Publisher connected() throws UnavailableException {
        if (publisher == null) {
            try {
                publisher = Publisher.newBuilder(topic)
                        .setChannelProvider(pubSub.channels())
                        .setCredentialsProvider(pubSub.credentials())
                        .setRetrySettings(RETRY)
                        .build();
            } catch (IOException failure) {
                throw new UnavailableException("no credentials to publish to " + topic, failure);
            }
        }
        return publisher;
    }

    private void await(ApiFuture<List<String>> published) throws UnavailableException, InterruptedException {
        try {
            published.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new UnavailableException(topic + " did not take the messages within " + TIMEOUT, slow);
        } catch (ExecutionException failure) {
            if (refusesMessage(failure.getCause())) {
                throw new IllegalArgumentException(topic + " refuses a message", failure.getCause());
            }
            throw new UnavailableException("cannot publish to " + topic + ": " + failure.getMessage(), failure);
        }
    }

    private static boolean refusesMessage(Throwable failure) {
        return failure instanceof ApiException answer && answer.getStatusCode().getCode() == Code.INVALID_ARGUMENT;
    }
}
