package com.billshotel.local.parts;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Creates topics and subscriptions at a Pub/Sub broker and publishes messages. */
public final class PubSub implements AutoCloseable {
    public static final String PROJECT = "bills-hotel";
    public static final String TOPIC = "reserve";
    public static final String SUBSCRIPTION = "reserve-sub-dev";

    /** The subscription's full name. */
    public static final String SUBSCRIPTION_PATH = subscriptionPath(SUBSCRIPTION);

    /** The shortest that Pub/Sub allows: after it the messages of a killed worker are redelivered. */
    private static final Duration ACK_DEADLINE = Duration.ofSeconds(10);

    /** For a broker that accepts connections but does not answer. */
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final ManagedChannel channel;

    public PubSub(String endpoint) {
        this.channel = ManagedChannelBuilder.forTarget(endpoint).usePlaintext().build();
    }

    public void createTopicAndSubscription() {
        createTopic(TOPIC);
        createSubscription(SUBSCRIPTION);
    }

    /** Creates a topic without subscriptions. */
    public void createTopic(String name) {
        publisher().createTopic(Topic.newBuilder().setName(topicPath(name)).build());
    }

    /** Creates another subscription to {@link #TOPIC}. */
    public void createSubscription(String name) {
        createSubscription(name, TOPIC, ACK_DEADLINE);
    }

    public void createSubscription(String name, String topic, Duration ackDeadline) {
        subscriber()
                .createSubscription(Subscription.newBuilder()
                        .setName(subscriptionPath(name))
                        .setTopic(topicPath(topic))
                        .setAckDeadlineSeconds((int) ackDeadline.toSeconds())
                        .build());
    }

    /** Publishes a message to {@link #TOPIC} and returns its id. */
    public String publish(String message) {
        return publish(List.of(message)).get(0);
    }

    /** Publishes messages to {@link #TOPIC} in one request and returns their ids. */
    public List<String> publish(List<String> messages) {
        return publish(TOPIC, messages.stream().map(ByteString::copyFromUtf8).toList());
    }

    /** Publishes messages in one request and returns their ids. */
    public List<String> publish(String topic, List<ByteString> messages) {
        PublishRequest.Builder request = PublishRequest.newBuilder().setTopic(topicPath(topic));
        messages.forEach(
                message -> request.addMessages(PubsubMessage.newBuilder().setData(message)));
        return publisher().publish(request.build()).getMessageIdsList();
    }

    private PublisherGrpc.PublisherBlockingStub publisher() {
        return PublisherGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    private SubscriberGrpc.SubscriberBlockingStub subscriber() {
        return SubscriberGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static String topicPath(String name) {
        return "projects/" + PROJECT + "/topics/" + name;
    }

    private static String subscriptionPath(String name) {
        return "projects/" + PROJECT + "/subscriptions/" + name;
    }
}
