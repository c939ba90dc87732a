package com.billshotel.embedded.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.core.ApiService;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The behaviour that the worker needs from a broker, seen through Google's client library. */
abstract class PubSubContract {
    private static final int MANY = 5_000;

    private PubSubClient client;

    /** Host and port of the broker under test. */
    abstract String endpoint();

    @BeforeEach
    void connect() {
        client = new PubSubClient(endpoint());
    }

    @AfterEach
    void disconnect() {
        if (client != null) {
            client.close();
        }
    }

    @Test
    void createTopic_twice_alreadyExists() {
        String topic = client.newTopic();
        assertThatThrownBy(() -> client.topics.createTopic(topic)).isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void createSubscription_twice_alreadyExists() {
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        Subscription again =
                Subscription.newBuilder().setName(subscription).setTopic(topic).build();
        assertThatThrownBy(() -> client.subscriptions.createSubscription(again))
                .isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void createSubscription_onMissingTopic_notFound() {
        assertThatThrownBy(() -> client.newSubscription(PubSubClient.unique("topics")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void publish_toMissingTopic_notFound() {
        assertThatThrownBy(() -> client.publish(PubSubClient.unique("topics"), "lost"))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void pull_fromMissingSubscription_notFound() {
        assertThatThrownBy(() -> client.pullNow(PubSubClient.unique("subscriptions"), 1))
                .isInstanceOf(NotFoundException.class);
    }

    /** The worker must learn of a missing subscription from its stream instead of waiting silently. */
    @Test
    void subscriber_ofMissingSubscription_failsWithNotFound() {
        Subscriber subscriber = client.subscriber(PubSubClient.unique("subscriptions"), (message, reply) -> reply.ack())
                .build();
        subscriber.startAsync();
        Await.until("failure", () -> subscriber.state() == ApiService.State.FAILED);
        // If the stream fails before the subscriber has started, the stream's failure is only a cause.
        assertThat(causes(subscriber.failureCause())).hasAtLeastOneElementOfType(NotFoundException.class);
    }

    /** A message with neither data nor attributes. */
    @Test
    void publish_ofEmptyMessage_isRefused() {
        String topic = client.newTopic();
        assertThatThrownBy(() -> client.topics.publish(topic, List.of(PubsubMessage.getDefaultInstance())))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void publish_withAttributesOnly_isDelivered() {
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        client.topics.publish(
                topic,
                List.of(PubsubMessage.newBuilder().putAttributes("k", "v").build()));
        assertThat(client.pullOne(subscription).getMessage().getAttributesMap()).isEqualTo(Map.of("k", "v"));
    }

    /** Dead letters and replays need the exact bytes, even those that are not text. */
    @Test
    void message_withAllBytesAndAttributes_arrivesUnchanged() {
        byte[] data = new byte[256];
        IntStream.range(0, data.length).forEach(i -> data[i] = (byte) i);
        PubsubMessage sent = PubsubMessage.newBuilder()
                .setData(ByteString.copyFrom(data))
                .putAttributes("origin", "Zürich ✓")
                .putAttributes("empty", "")
                .build();
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        String id = client.topics.publish(topic, List.of(sent)).getMessageIds(0);

        PubsubMessage received = client.pullOne(subscription).getMessage();
        assertThat(received.getData()).isEqualTo(sent.getData());
        assertThat(received.getAttributesMap()).isEqualTo(sent.getAttributesMap());
        assertThat(received.getMessageId()).isEqualTo(id);
        assertThat(received.hasPublishTime()).isTrue();
    }

    @Test
    void messages_toSeveralSubscriptions_reachEach() {
        String topic = client.newTopic();
        List<String> subscriptions = List.of(client.newSubscription(topic), client.newSubscription(topic));
        String id = client.publish(topic, "both");
        assertThat(subscriptions).allSatisfy(subscription -> assertThat(
                        client.pullOne(subscription).getMessage().getMessageId())
                .isEqualTo(id));
    }

    @Test
    void message_publishedBeforeTheSubscription_isNotDelivered() {
        String topic = client.newTopic();
        client.publish(topic, "early");
        String subscription = client.newSubscription(topic);
        client.publish(topic, "late");
        assertThat(client.pullOne(subscription).getMessage().getData().toStringUtf8())
                .isEqualTo("late");
    }

    @Test
    void message_acknowledged_isNotRedelivered() {
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        client.publish(topic, "once");
        ReceivedMessage message = client.pullOne(subscription);
        // Long enough for the acknowledgement to arrive within the lease, even under load.
        client.extend(subscription, message, 4);
        client.acknowledge(subscription, message);
        Await.pause(Duration.ofMillis(4500));
        assertThat(client.pullNow(subscription, 10)).isEmpty();
    }

    @Test
    void message_leased_isNotDeliveredToOthers() {
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        client.publish(topic, "mine");
        client.pullOne(subscription);
        assertThat(client.pullNow(subscription, 10)).isEmpty();
    }

    @Test
    void message_nacked_isRedelivered() {
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        String id = client.publish(topic, "again");
        client.nack(subscription, client.pullOne(subscription));
        assertThat(client.pullOne(subscription).getMessage().getMessageId()).isEqualTo(id);
    }

    /** Messages leased to a killed worker must go to another one. */
    @Test
    void message_withExpiredLease_isRedelivered() {
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        String id = client.publish(topic, "again");
        client.extend(subscription, client.pullOne(subscription), 1);
        assertThat(client.pullOne(subscription).getMessage().getMessageId()).isEqualTo(id);
    }

    @Test
    void acknowledge_twice_succeeds() {
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        client.publish(topic, "twice");
        ReceivedMessage message = client.pullOne(subscription);
        client.acknowledge(subscription, message);
        client.acknowledge(subscription, message);
        assertThat(client.pullNow(subscription, 10)).isEmpty();
    }

    @Test
    void subscriber_withSeveralStreams_receivesAndAcknowledgesEveryMessage() {
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        Set<String> received = ConcurrentHashMap.newKeySet();
        Subscriber subscriber = client.subscriber(subscription, (message, reply) -> {
                    received.add(message.getData().toStringUtf8());
                    reply.ack();
                })
                .setParallelPullCount(4)
                .build();
        subscriber.startAsync().awaitRunning();
        publishMany(topic);
        Await.until("all messages", () -> received.size() == MANY);
        subscriber.stopAsync().awaitTerminated();
        assertThat(client.pullNow(subscription, 10)).isEmpty();
    }

    /**
     * The client closes a stream whose pings are not answered 45 s after opening it, and messages published in between are
     * late. Slow, so excluded by default: -DexcludedGroups= -Dgroups=slow runs it.
     */
    @Test
    @Tag("slow")
    void subscriber_idleForAMinute_keepsItsStream() {
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        Set<String> received = ConcurrentHashMap.newKeySet();
        Subscriber subscriber = client.subscriber(subscription, (message, reply) -> {
                    received.add(message.getData().toStringUtf8());
                    reply.ack();
                })
                .build();
        subscriber.startAsync().awaitRunning();
        Await.pause(Duration.ofMinutes(1));
        client.publish(topic, "late");
        Await.until("the message", () -> received.contains("late"));
        assertThat(client.streamsOpened()).isEqualTo(1);
        subscriber.stopAsync().awaitTerminated();
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    }

    /** Uses the client library's own batching. */
    private void publishMany(String topic) {
        Publisher publisher = client.publisher(topic);
        IntStream.range(0, MANY).forEach(i -> publisher.publish(PubSubClient.text(Integer.toString(i))));
        publisher.shutdown();
    }
}
