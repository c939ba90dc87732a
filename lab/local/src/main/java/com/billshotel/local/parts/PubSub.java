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
import java.util.List;

/** A publisher's view of a Pub/Sub broker: the topic, its subscription, and messages into it. */
public final class PubSub implements AutoCloseable {
    public static final String PROJECT = "bills-hotel";
    public static final String TOPIC = "reserve";
    public static final String SUBSCRIPTION = "reserve-sub-dev";

    /** The subscription's full name. */
    public static final String SUBSCRIPTION_PATH = "projects/" + PROJECT + "/subscriptions/" + SUBSCRIPTION;

    private static final String TOPIC_PATH = "projects/" + PROJECT + "/topics/" + TOPIC;

    /** Seconds, the least that Pub/Sub takes: what a killed worker had in hand comes back after it. */
    private static final int ACK_DEADLINE = 10;

    private final ManagedChannel channel;

    public PubSub(String endpoint) {
        this.channel = ManagedChannelBuilder.forTarget(endpoint).usePlaintext().build();
    }

    public void createTopicAndSubscription() {
        createTopic(TOPIC);
        createSubscription(SUBSCRIPTION);
    }

    /** Creates one more subscription to the topic. */
    public void createSubscription(String name) {
        SubscriberGrpc.newBlockingStub(channel)
                .createSubscription(Subscription.newBuilder()
                        .setName("projects/" + PROJECT + "/subscriptions/" + name)
                        .setTopic(TOPIC_PATH)
                        .setAckDeadlineSeconds(ACK_DEADLINE)
                        .build());
    }

    /** Publishes a message and returns its id. */
    public String publish(String message) {
        return publish(List.of(message)).get(0);
    }

    /** Publishes messages together and returns their ids. */
    public List<String> publish(List<String> messages) {
        PublishRequest.Builder request = PublishRequest.newBuilder().setTopic(TOPIC_PATH);
        for (String message : messages) {
            request.addMessages(PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(message)));
        }
        return PublisherGrpc.newBlockingStub(channel).publish(request.build()).getMessageIdsList();
    }

    /** Creates one more topic, without a subscription. */
    public void createTopic(String name) {
        PublisherGrpc.newBlockingStub(channel)
                .createTopic(Topic.newBuilder()
                        .setName("projects/" + PROJECT + "/topics/" + name)
                        .build());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
