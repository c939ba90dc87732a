package com.billshotel.embedded.pubsub;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Google's client library connected to a broker, with helpers for the calls that most tests make. */
final class PubSubClient implements AutoCloseable {
    static final String PROJECT = "projects/bills-hotel";

    private static final NoCredentialsProvider NO_CREDENTIALS = NoCredentialsProvider.create();

    // Strong reference: java.util.logging garbage-collects unreferenced loggers, and their levels with them.
    private static final Logger LIBRARY_LOG = Logger.getLogger("com.google.cloud.pubsub.v1");

    static {
        // The library logs failing streams, which some tests provoke, with stack traces.
        LIBRARY_LOG.setLevel(Level.OFF);
    }

    private final StreamCounter streams = new StreamCounter();
    final ManagedChannel channel;
    final TransportChannelProvider transport;
    final TopicAdminClient topics;
    final SubscriptionAdminClient subscriptions;

    PubSubClient(String endpoint) {
        channel = ManagedChannelBuilder.forTarget(endpoint)
                .usePlaintext()
                .intercept(streams)
                .build();
        transport = FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
        try {
            topics = TopicAdminClient.create(TopicAdminSettings.newBuilder()
                    .setTransportChannelProvider(transport)
                    .setCredentialsProvider(NO_CREDENTIALS)
                    .build());
            subscriptions = SubscriptionAdminClient.create(SubscriptionAdminSettings.newBuilder()
                    .setTransportChannelProvider(transport)
                    .setCredentialsProvider(NO_CREDENTIALS)
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A unique resource name, for brokers shared between tests. */
    static String unique(String kind) {
        return PROJECT + "/" + kind + "/t-" + UUID.randomUUID();
    }

    String newTopic() {
        return topics.createTopic(Topic.newBuilder().setName(unique("topics")).build())
                .getName();
    }

    String newSubscription(String topic) {
        return newSubscription(Subscription.newBuilder().setTopic(topic));
    }

    String newSubscription(Subscription.Builder subscription) {
        return subscriptions
                .createSubscription(
                        subscription.setName(unique("subscriptions")).build())
                .getName();
    }

    static PubsubMessage text(String text) {
        return PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(text)).build();
    }

    String publish(String topic, String text) {
        return topics.publish(topic, List.of(text(text))).getMessageIds(0);
    }

    /** Pulls what is available immediately, possibly nothing. */
    @SuppressWarnings("deprecation") // Without the flag, a pull from an empty subscription would wait.
    List<ReceivedMessage> pullNow(String subscription, int max) {
        return subscriptions
                .pull(PullRequest.newBuilder()
                        .setSubscription(subscription)
                        .setMaxMessages(max)
                        .setReturnImmediately(true)
                        .build())
                .getReceivedMessagesList();
    }

    ReceivedMessage pullOne(String subscription) {
        return Await.value("a message of " + subscription, () -> pullNow(subscription, 1).stream()
                .findFirst());
    }

    /** Pulls one message, if one is available immediately. */
    Optional<ReceivedMessage> peek(String subscription) {
        return pullNow(subscription, 1).stream().findFirst();
    }

    void acknowledge(String subscription, ReceivedMessage message) {
        subscriptions.acknowledge(subscription, List.of(message.getAckId()));
    }

    void nack(String subscription, ReceivedMessage message) {
        extend(subscription, message, 0);
    }

    void extend(String subscription, ReceivedMessage message, int seconds) {
        subscriptions.modifyAckDeadline(subscription, List.of(message.getAckId()), seconds);
    }

    Publisher publisher(String topic) {
        try {
            return Publisher.newBuilder(topic)
                    .setChannelProvider(transport)
                    .setCredentialsProvider(NO_CREDENTIALS)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Subscriber.Builder subscriber(String subscription, MessageReceiver receiver) {
        return Subscriber.newBuilder(subscription, receiver)
                .setChannelProvider(transport)
                .setCredentialsProvider(NO_CREDENTIALS);
    }

    /** Number of streams opened so far; more than one per subscriber stream means that a stream was lost. */
    int streamsOpened() {
        return streams.count();
    }

    @Override
    public void close() {
        topics.close();
        subscriptions.close();
        channel.shutdownNow();
    }
}
