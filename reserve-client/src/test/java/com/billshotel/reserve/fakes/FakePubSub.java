package com.billshotel.reserve.fakes;

import com.billshotel.embedded.pubsub.PubSubBroker;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The embedded broker, with the calls of publishers and operators. All names are in the project {@code test}. */
public final class FakePubSub implements AutoCloseable {
    public static final String PROJECT = "test";

    private PubSubBroker broker;
    private ManagedChannel channel;

    public FakePubSub() {
        start(0);
    }

    public String endpoint() {
        return broker.endpoint();
    }

    public void stop() {
        channel.shutdownNow();
        broker.close();
    }

    /** Starts an empty broker; 0 for any free port. */
    public void start(int port) {
        broker = PubSubBroker.start(port);
        channel =
                NettyChannelBuilder.forTarget(broker.endpoint()).usePlaintext().build();
    }

    public int port() {
        return broker.port();
    }

    public void createTopic(String topic) {
        PublisherGrpc.newBlockingStub(channel)
                .createTopic(Topic.newBuilder().setName(topicName(topic)).build());
    }

    public void createSubscription(String topic, String subscription) {
        SubscriberGrpc.newBlockingStub(channel)
                .createSubscription(Subscription.newBuilder()
                        .setName(subscriptionName(subscription))
                        .setTopic(topicName(topic))
                        .build());
    }

    public void deleteSubscription(String subscription) {
        SubscriberGrpc.newBlockingStub(channel)
                .deleteSubscription(DeleteSubscriptionRequest.newBuilder()
                        .setSubscription(subscriptionName(subscription))
                        .build());
    }

    /** Returns the message's id. */
    public String publish(String topic, String payload) {
        return publish(topic, List.of(payload)).get(0);
    }

    /** Returns the message's id. */
    public String publish(String topic, String payload, Map<String, String> attributes) {
        return PublisherGrpc.newBlockingStub(channel)
                .publish(PublishRequest.newBuilder()
                        .setTopic(topicName(topic))
                        .addMessages(PubsubMessage.newBuilder()
                                .setData(ByteString.copyFromUtf8(payload))
                                .putAllAttributes(attributes))
                        .build())
                .getMessageIds(0);
    }

    /** Returns the messages' ids. */
    public List<String> publish(String topic, List<String> payloads) {
        List<String> ids = new ArrayList<>();
        for (int from = 0; from < payloads.size(); from += 1_000) {
            PublishRequest.Builder request = PublishRequest.newBuilder().setTopic(topicName(topic));
            payloads.subList(from, Math.min(from + 1_000, payloads.size()))
                    .forEach(payload -> request.addMessages(message(payload)));
            ids.addAll(PublisherGrpc.newBlockingStub(channel)
                    .publish(request.build())
                    .getMessageIdsList());
        }
        return ids;
    }

    /** Pulls and acknowledges {@code count} messages. */
    public List<PubsubMessage> take(String subscription, int count) throws Exception {
        List<PubsubMessage> messages = new ArrayList<>();
        Await.until(count + " messages of " + subscription, () -> {
            messages.addAll(pull(subscription, count - messages.size()));
            return messages.size() == count;
        });
        return messages;
    }

    /** The number of messages that are not acknowledged. */
    public int backlog(String subscription) {
        return broker.backlog(subscriptionName(subscription)).total();
    }

    public void awaitAcknowledged(String subscription) throws Exception {
        Await.until("acknowledgement of all in " + subscription, () -> backlog(subscription) == 0);
    }

    @Override
    public void close() {
        stop();
    }

    private List<PubsubMessage> pull(String subscription, int count) {
        SubscriberGrpc.SubscriberBlockingStub stub = SubscriberGrpc.newBlockingStub(channel);
        List<ReceivedMessage> pulled = stub.pull(PullRequest.newBuilder()
                        .setSubscription(subscriptionName(subscription))
                        .setMaxMessages(count)
                        .build())
                .getReceivedMessagesList();
        AcknowledgeRequest.Builder acknowledge =
                AcknowledgeRequest.newBuilder().setSubscription(subscriptionName(subscription));
        pulled.forEach(message -> acknowledge.addAckIds(message.getAckId()));
        if (!pulled.isEmpty()) {
            stub.acknowledge(acknowledge.build());
        }
        return pulled.stream().map(ReceivedMessage::getMessage).toList();
    }

    private static PubsubMessage message(String payload) {
        return PubsubMessage.newBuilder()
                .setData(ByteString.copyFromUtf8(payload))
                .putAttributes("origin", "web")
                .build();
    }

    private static String topicName(String topic) {
        return "projects/" + PROJECT + "/topics/" + topic;
    }

    private static String subscriptionName(String subscription) {
        return "projects/" + PROJECT + "/subscriptions/" + subscription;
    }
}
