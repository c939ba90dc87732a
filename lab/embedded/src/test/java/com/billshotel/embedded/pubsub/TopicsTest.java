package com.billshotel.embedded.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.UnimplementedException;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.ListTopicSubscriptionsRequest;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.SchemaSettings;
import com.google.pubsub.v1.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest extends BrokerTest {

    @Test
    void getTopic_missing_failsWithGooglesNotFoundMessage() {
        assertThatThrownBy(() -> client.topics.getTopic("projects/bills-hotel/topics/reserve"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Resource not found (resource=reserve).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reserve", "projects/p/topics/ab", "projects/p/topics/1ab", "projects/p/topics/google-x"})
    void createTopic_withInvalidName_isRefused(String name) {
        assertThatThrownBy(() -> client.topics.createTopic(name))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("(name=" + name + ")");
    }

    @Test
    void createTopic_withSchema_unimplemented() {
        Topic topic = Topic.newBuilder()
                .setName(PubSubClient.unique("topics"))
                .setSchemaSettings(SchemaSettings.newBuilder().setSchema("projects/p/schemas/s"))
                .build();
        assertThatThrownBy(() -> client.topics.createTopic(topic)).isInstanceOf(UnimplementedException.class);
    }

    @Test
    void createTopic_keepsLabels() {
        Topic topic = Topic.newBuilder()
                .setName(PubSubClient.unique("topics"))
                .putLabels("team", "hotel")
                .build();
        client.topics.createTopic(topic);
        assertThat(client.topics.getTopic(topic.getName()).getLabelsMap()).containsEntry("team", "hotel");
    }

    @Test
    void listTopics_inPages_returnsEachOfTheProjectOnce() {
        List<String> names = Stream.generate(client::newTopic).limit(7).sorted().toList();
        client.topics.createTopic("projects/other/topics/elsewhere");
        ListTopicsRequest request = ListTopicsRequest.newBuilder()
                .setProject(PubSubClient.PROJECT)
                .setPageSize(3)
                .build();
        assertThat(client.topics.listTopics(request).getPage().getPageElementCount())
                .isEqualTo(3);
        assertThat(client.topics.listTopics(request).iterateAll())
                .extracting(Topic::getName)
                .isEqualTo(names);
    }

    @Test
    void listTopicSubscriptions_inPages_returnsThoseOfTheTopic() {
        String topic = client.newTopic();
        client.newSubscription(client.newTopic());
        List<String> names = Stream.generate(() -> client.newSubscription(topic))
                .limit(5)
                .sorted()
                .toList();
        ListTopicSubscriptionsRequest request = ListTopicSubscriptionsRequest.newBuilder()
                .setTopic(topic)
                .setPageSize(2)
                .build();
        assertThat(client.topics.listTopicSubscriptions(request).iterateAll()).containsExactlyElementsOf(names);
    }

    @Test
    void deleteTopic_keepsItsSubscriptionsAndTheirMessages() {
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        client.publish(topic, "kept");
        client.topics.deleteTopic(topic);
        assertThatThrownBy(() -> client.topics.getTopic(topic)).isInstanceOf(NotFoundException.class);
        assertThat(client.subscriptions.getSubscription(subscription).getTopic())
                .isEqualTo("_deleted-topic_");
        assertThat(client.pullNow(subscription, 1)).hasSize(1);
    }

    @Test
    void publish_ofManyMessages_assignsUniqueIds() {
        String topic = client.newTopic();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.addAll(client.topics
                    .publish(topic, Collections.nCopies(1000, PubSubClient.text("same")))
                    .getMessageIdsList());
        }
        assertThat(new HashSet<>(ids)).hasSize(3000);
    }

    @Test
    void publish_withOrderingKey_preservesTheKey() {
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        client.topics.publish(
                topic,
                List.of(PubSubClient.text("m").toBuilder()
                        .setOrderingKey("hotel-1")
                        .build()));
        assertThat(client.pullOne(subscription).getMessage().getOrderingKey()).isEqualTo("hotel-1");
    }

    @Test
    void publish_ofTenMegabytes_isDelivered() {
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        RawStream stream = RawStream.open(
                client,
                RawStream.request(subscription).setMaxOutstandingBytes(1).setMaxOutstandingMessages(1));
        assertThat(stream.isOpen()).isTrue();
        client.topics.publish(topic, List.of(ofSize(10_000_000)));
        Await.until("the message", () -> broker.backlog(subscription).outstanding() == 1);
    }

    @Test
    void publish_overTenMegabytes_isRefused() {
        String topic = client.newTopic();
        assertRefused(topic, List.of(ofSize(10_000_001)));
        assertRefused(topic, List.of(ofSize(6_000_000), ofSize(6_000_000)));
    }

    @Test
    void publish_outsideTheLimits_isRefused() {
        String topic = client.newTopic();
        assertRefused(topic, List.of());
        assertRefused(topic, Collections.nCopies(1001, PubSubClient.text("m")));
        assertRefused(topic, List.of(withAttribute("k".repeat(257), "v")));
        assertRefused(topic, List.of(withAttribute("k", "v".repeat(1025))));
        assertRefused(topic, List.of(withAttributes(101)));
    }

    private void assertRefused(String topic, List<PubsubMessage> messages) {
        assertThatThrownBy(() -> client.topics.publish(topic, messages)).isInstanceOf(InvalidArgumentException.class);
    }

    private static PubsubMessage ofSize(int bytes) {
        return PubsubMessage.newBuilder()
                .setData(ByteString.copyFrom(new byte[bytes]))
                .build();
    }

    private static PubsubMessage withAttribute(String key, String value) {
        return PubsubMessage.newBuilder().putAttributes(key, value).build();
    }

    private static PubsubMessage withAttributes(int count) {
        PubsubMessage.Builder message = PubsubMessage.newBuilder();
        IntStream.range(0, count).forEach(i -> message.putAttributes("k" + i, "v"));
        return message.build();
    }
}
