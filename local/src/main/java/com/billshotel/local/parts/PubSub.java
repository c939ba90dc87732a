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

    private static final String TOPIC_PATH = "projects/" + PROJECT + "/topics/" + TOPIC;

    /** Seconds, the least that Pub/Sub takes: what a killed worker had in hand comes back after it. */
    private static final int ACK_DEADLINE = 10;

    private final ManagedChannel channel;

    public PubSub(String endpoint) {
        this.channel = ManagedChannelBuilder.forTarget(endpoint).usePlaintext().build();
    }

    public void createTopicAndSubscription() {
        PublisherGrpc.newBlockingStub(channel)
                .createTopic(Topic.newBuilder().setName(TOPIC_PATH).build());
        SubscriberGrpc.newBlockingStub(channel)
                .createSubscription(Subscription.newBuilder()
                        .setName("projects/" + PROJECT + "/subscriptions/" + SUBSCRIPTION)
                        .setTopic(TOPIC_PATH)
                        .setAckDeadlineSeconds(ACK_DEADLINE)
                        .build());
    }

    /** Publishes a message and returns its id. */
    public String publish(String message) {
        PublishRequest request = PublishRequest.newBuilder()
                .setTopic(TOPIC_PATH)
                .addAllMessages(List.of(PubsubMessage.newBuilder()
                        .setData(ByteString.copyFromUtf8(message))
                        .build()))
                .build();
        return PublisherGrpc.newBlockingStub(channel).publish(request).getMessageIds(0);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
