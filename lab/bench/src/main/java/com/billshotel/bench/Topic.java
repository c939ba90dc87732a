package com.billshotel.bench;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;

/** A topic and its subscription at a broker, made for one measure, and the bookings that are published to it. */
final class Topic implements AutoCloseable {
    static final String PROJECT = "bills-hotel";

    private static final int PER_REQUEST = 1_000;
    private static final int ACK_DEADLINE_SECONDS = 60;

    private final ManagedChannel channel;
    private final String name;

    /** @param name of the topic and of the subscription */
    Topic(String endpoint, String name) {
        this.channel = ManagedChannelBuilder.forTarget(endpoint).usePlaintext().build();
        this.name = name;
    }

    void create() {
        PublisherGrpc.newBlockingStub(channel)
                .createTopic(
                        com.google.pubsub.v1.Topic.newBuilder().setName(path()).build());
        SubscriberGrpc.newBlockingStub(channel)
                .createSubscription(Subscription.newBuilder()
                        .setName("projects/" + PROJECT + "/subscriptions/" + name)
                        .setTopic(path())
                        .setAckDeadlineSeconds(ACK_DEADLINE_SECONDS)
                        .build());
    }

    /** Publishes bookings with the ids from 0 on. */
    void publish(int count, int hotels) {
        PublisherGrpc.PublisherBlockingStub publisher = PublisherGrpc.newBlockingStub(channel);
        for (int from = 0; from < count; from += PER_REQUEST) {
            PublishRequest.Builder request = PublishRequest.newBuilder().setTopic(path());
            for (int id = from; id < Math.min(count, from + PER_REQUEST); id++) {
                request.addMessages(PubsubMessage.newBuilder()
                        .setData(ByteString.copyFrom(Booking.of(id, hotels).payload())));
            }
            publisher.publish(request.build());
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private String path() {
        return "projects/" + PROJECT + "/topics/" + name;
    }
}
