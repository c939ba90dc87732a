package com.billshotel.embedded.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedeliveryTest extends BrokerTest {
    private String topic;

    @BeforeEach
    void createTopic() {
        topic = client.newTopic();
    }

    @Test
    void message_neverAcknowledged_isAlwaysRedelivered() {
        String subscription = client.newSubscription(topic);
        String id = client.publish(topic, "m");
        for (int i = 0; i < 50; i++) {
            ReceivedMessage message = client.pullOne(subscription);
            assertThat(message.getMessage().getMessageId()).isEqualTo(id);
            client.nack(subscription, message);
        }
    }

    @Test
    void lease_extended_outlivesItsEarlierDeadline() {
        String subscription = client.newSubscription(topic);
        client.publish(topic, "m");
        ReceivedMessage message = client.pullOne(subscription);
        // Long enough for the extension to arrive within the lease, even under load.
        client.extend(subscription, message, 4);
        client.extend(subscription, message, 60);
        Await.pause(java.time.Duration.ofMillis(4500));
        assertThat(client.peek(subscription)).isEmpty();
    }

    @Test
    void acknowledge_afterLeaseExpired_isIgnored() {
        String subscription = client.newSubscription(topic);
        client.publish(topic, "m");
        ReceivedMessage expired = client.pullOne(subscription);
        client.extend(subscription, expired, 1);
        Await.until("the end of the lease", () -> broker.backlog(subscription).outstanding() == 0);
        client.acknowledge(subscription, expired);
        assertThat(client.peek(subscription)).isPresent();
    }

    /**
     * Neither may starve: a redelivered message behind a long backlog, or the backlog behind a message that is always
     * nacked.
     */
    @Test
    void message_nacked_alternatesWithNewMessages() {
        String subscription = client.newSubscription(topic);
        String first = client.publish(topic, "bad");
        client.topics.publish(topic, Collections.nCopies(100, PubSubClient.text("good")));
        client.nack(subscription, client.pullOne(subscription));
        List<String> next = client.pullNow(subscription, 4).stream()
                .map(message -> message.getMessage().getMessageId())
                .toList();
        assertThat(next).hasSize(4).contains(first);
    }

    @Test
    void deliveryAttempt_withoutDeadLetterPolicy_isAbsent() {
        String subscription = client.newSubscription(topic);
        client.publish(topic, "m");
        assertThat(client.pullOne(subscription).getDeliveryAttempt()).isZero();
    }

    @Test
    void message_withRetryPolicy_isRedeliveredWithExponentialBackoff() {
        String subscription = client.newSubscription(subscriptionBuilder()
                .setRetryPolicy(RetryPolicy.newBuilder()
                        .setMinimumBackoff(Duration.newBuilder().setNanos(400_000_000))
                        .setMaximumBackoff(Duration.newBuilder().setSeconds(5))));
        client.publish(topic, "m");
        ReceivedMessage first = client.pullOne(subscription);
        long nacked = System.nanoTime();
        client.nack(subscription, first);
        ReceivedMessage second = client.pullOne(subscription);
        assertThat(millisSince(nacked)).isGreaterThanOrEqualTo(400);

        nacked = System.nanoTime();
        client.nack(subscription, second);
        client.pullOne(subscription);
        assertThat(millisSince(nacked)).isGreaterThanOrEqualTo(800);
    }

    @Test
    void message_withAttemptsExhausted_goesToTheDeadLetterTopic() {
        String deadTopic = client.newTopic();
        String deadSubscription = client.newSubscription(deadTopic);
        String subscription = client.newSubscription(subscriptionBuilder().setDeadLetterPolicy(policy(deadTopic)));
        String id = client.publish(topic, "bad");
        for (int attempt = 1; attempt <= 5; attempt++) {
            ReceivedMessage message = client.pullOne(subscription);
            assertThat(message.getDeliveryAttempt()).isEqualTo(attempt);
            client.nack(subscription, message);
        }
        PubsubMessage dead = client.pullOne(deadSubscription).getMessage();
        assertThat(dead.getData().toStringUtf8()).isEqualTo("bad");
        assertThat(dead.getMessageId()).isNotEqualTo(id);
        assertThat(dead.getAttributesMap())
                .containsEntry("CloudPubSubDeadLetterSourceDeliveryCount", "5")
                .containsEntry("CloudPubSubDeadLetterSourceSubscription", ResourceNames.shortName(subscription))
                .containsEntry("CloudPubSubDeadLetterSourceSubscriptionProject", "bills-hotel")
                .containsKey("CloudPubSubDeadLetterSourceTopicPublishTime");
        assertThat(broker.backlog(subscription).total()).isZero();
    }

    /** A message must never be lost, even if the dead-letter topic does not exist. */
    @Test
    void message_withMissingDeadLetterTopic_staysInItsSubscription() {
        String subscription = client.newSubscription(
                subscriptionBuilder().setDeadLetterPolicy(policy(PubSubClient.unique("topics"))));
        client.publish(topic, "bad");
        for (int attempt = 1; attempt <= 7; attempt++) {
            client.nack(subscription, client.pullOne(subscription));
        }
        assertThat(client.pullOne(subscription).getDeliveryAttempt()).isEqualTo(8);
    }

    private static long millisSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1_000_000;
    }

    private Subscription.Builder subscriptionBuilder() {
        return Subscription.newBuilder().setTopic(topic);
    }

    private static DeadLetterPolicy.Builder policy(String topic) {
        return DeadLetterPolicy.newBuilder().setDeadLetterTopic(topic).setMaxDeliveryAttempts(5);
    }
}
