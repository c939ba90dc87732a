package com.billshotel.embedded.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.UnimplementedException;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.DetachSubscriptionRequest;
import com.google.pubsub.v1.ListSubscriptionsRequest;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionsTest extends BrokerTest {
    private String topic;
    private String subscription;

    @BeforeEach
    void createTopicAndSubscription() {
        topic = client.newTopic();
        subscription = client.newSubscription(topic);
    }

    @Test
    void createSubscription_withoutDeadline_getsTenSeconds() {
        Subscription actual = client.subscriptions.getSubscription(subscription);
        assertThat(actual.getTopic()).isEqualTo(topic);
        assertThat(actual.getAckDeadlineSeconds()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 9, 601})
    void createSubscription_withDeadlineOutOfRange_isRefused(int seconds) {
        assertThatThrownBy(() -> client.newSubscription(subscriptionBuilder().setAckDeadlineSeconds(seconds)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("ack_deadline_seconds");
    }

    @Test
    void createSubscription_withBadPolicies_isRefused() {
        assertRefused(subscriptionBuilder().setRetryPolicy(retry(20, 10)));
        assertRefused(subscriptionBuilder().setRetryPolicy(retry(0, 601)));
        assertRefused(subscriptionBuilder().setDeadLetterPolicy(deadLetter(topic, 4)));
        assertRefused(subscriptionBuilder().setDeadLetterPolicy(deadLetter(topic, 101)));
        assertRefused(subscriptionBuilder().setDeadLetterPolicy(deadLetter("nowhere", 5)));
    }

    static Stream<UnaryOperator<Subscription.Builder>> unsupported() {
        return Stream.of(
                s -> s.setPushConfig(PushConfig.newBuilder().setPushEndpoint("https://example.com")),
                s -> s.setFilter("attributes.k = \"v\""),
                s -> s.setEnableExactlyOnceDelivery(true),
                s -> s.setEnableMessageOrdering(true));
    }

    /** If the broker ignored the feature, a program would work here and fail elsewhere, or vice versa. */
    @ParameterizedTest
    @MethodSource("unsupported")
    void createSubscription_withUnsupportedFeature_unimplemented(UnaryOperator<Subscription.Builder> feature) {
        assertThatThrownBy(() -> client.newSubscription(feature.apply(subscriptionBuilder())))
                .isInstanceOf(UnimplementedException.class);
    }

    @Test
    void detachSubscription_unimplemented() {
        DetachSubscriptionRequest request = DetachSubscriptionRequest.newBuilder()
                .setSubscription(subscription)
                .build();
        assertThatThrownBy(() -> client.topics.detachSubscription(request)).isInstanceOf(UnimplementedException.class);
    }

    @Test
    void listSubscriptions_inPages_returnsEachOnce() {
        List<String> names = Stream.concat(
                        Stream.of(subscription),
                        Stream.generate(() -> client.newSubscription(topic)).limit(4))
                .sorted()
                .toList();
        ListSubscriptionsRequest request = ListSubscriptionsRequest.newBuilder()
                .setProject(PubSubClient.PROJECT)
                .setPageSize(2)
                .build();
        assertThat(client.subscriptions.listSubscriptions(request).iterateAll())
                .extracting(Subscription::getName)
                .isEqualTo(names);
    }

    @Test
    void updateSubscription_changesOnlyFieldsInTheMask() {
        Subscription.Builder values = subscriptionBuilder()
                .setName(subscription)
                .setAckDeadlineSeconds(33)
                .setRetryPolicy(retry(1, 5))
                .setDeadLetterPolicy(deadLetter(topic, 7));
        update(values, "retry_policy", "dead_letter_policy");

        Subscription actual = client.subscriptions.getSubscription(subscription);
        assertThat(actual.getAckDeadlineSeconds()).isEqualTo(10);
        assertThat(actual.getRetryPolicy()).isEqualTo(retry(1, 5).build());
        assertThat(actual.getDeadLetterPolicy()).isEqualTo(deadLetter(topic, 7).build());
    }

    @Test
    void updateSubscription_ofFieldWithoutValue_clearsTheField() {
        update(
                subscriptionBuilder()
                        .setName(subscription)
                        .setAckDeadlineSeconds(33)
                        .setRetryPolicy(retry(1, 5)),
                "retry_policy");
        Subscription actual = update(Subscription.newBuilder().setName(subscription), "retry_policy");
        assertThat(actual.hasRetryPolicy()).isFalse();
    }

    @Test
    void updateSubscription_withBadMask_isRefused() {
        Subscription.Builder values = subscriptionBuilder().setName(subscription);
        assertThatThrownBy(() -> update(values)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> update(values, "topic")).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> update(values, "colour")).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void deleteSubscription_removesIt() {
        client.subscriptions.deleteSubscription(subscription);
        assertThatThrownBy(() -> client.subscriptions.getSubscription(subscription))
                .isInstanceOf(NotFoundException.class);
        assertThat(client.topics.listTopicSubscriptions(topic).iterateAll()).isEmpty();
    }

    /** An ack id of the old subscription must not acknowledge a message of the new one. */
    @Test
    void deleteSubscription_thenRecreate_startsEmpty() {
        client.publish(topic, "old");
        var old = client.pullOne(subscription);
        client.subscriptions.deleteSubscription(subscription);
        client.subscriptions.createSubscription(
                subscriptionBuilder().setName(subscription).build());
        assertThat(client.pullNow(subscription, 1)).isEmpty();

        client.publish(topic, "new");
        client.acknowledge(subscription, old);
        assertThat(client.pullNow(subscription, 1)).hasSize(1);
    }

    @Test
    void pull_fromEmptySubscription_endsEmpty() {
        assertThat(client.subscriptions.pull(subscription, 10).getReceivedMessagesList())
                .isEmpty();
    }

    @Test
    void pull_waiting_getsTheNextMessage() {
        var pull = CompletableFuture.supplyAsync(() -> client.subscriptions.pull(subscription, 10));
        Await.pause(java.time.Duration.ofMillis(200));
        client.publish(topic, "awaited");
        assertThat(pull.join().getReceivedMessagesList()).hasSize(1);
    }

    @Test
    void pull_ofNoMessages_isRefused() {
        assertThatThrownBy(() -> client.pullNow(subscription, 0)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void modifyAckDeadline_outOfRange_isRefused() {
        assertThatThrownBy(() -> client.subscriptions.modifyAckDeadline(subscription, List.of("x"), 601))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> client.subscriptions.modifyAckDeadline(subscription, List.of("x"), -1))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void acknowledge_ofUnknownId_isIgnored() {
        client.publish(topic, "kept");
        client.subscriptions.acknowledge(subscription, List.of("no-such-id"));
        assertThat(client.pullNow(subscription, 1)).hasSize(1);
    }

    private Subscription.Builder subscriptionBuilder() {
        return Subscription.newBuilder().setTopic(topic);
    }

    private void assertRefused(Subscription.Builder invalid) {
        assertThatThrownBy(() -> client.newSubscription(invalid)).isInstanceOf(InvalidArgumentException.class);
    }

    private Subscription update(Subscription.Builder values, String... paths) {
        return client.subscriptions.updateSubscription(UpdateSubscriptionRequest.newBuilder()
                .setSubscription(values)
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(paths)))
                .build());
    }

    private static RetryPolicy.Builder retry(long min, long max) {
        return RetryPolicy.newBuilder()
                .setMinimumBackoff(Duration.newBuilder().setSeconds(min))
                .setMaximumBackoff(Duration.newBuilder().setSeconds(max));
    }

    private static DeadLetterPolicy.Builder deadLetter(String topic, int attempts) {
        return DeadLetterPolicy.newBuilder().setDeadLetterTopic(topic).setMaxDeliveryAttempts(attempts);
    }
}
