package com.billshotel.embedded.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.pubsub.v1.Subscriber;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several consumers of one subscription acknowledge, nack and abandon messages at random during publishing. */
class DeliveryStressIT extends BrokerTest {
    private static final int MESSAGES = 10_000;
    private static final int BATCH = 250;

    private final long seed = System.nanoTime();
    private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    private String topic;
    private String subscription;

    @BeforeEach
    void createTopicAndSubscription() {
        topic = client.newTopic();
        // Under load, acknowledging a pulled batch one by one can take longer than the default lease of 10 s.
        subscription =
                client.newSubscription(Subscription.newBuilder().setTopic(topic).setAckDeadlineSeconds(600));
    }

    /** A lease belongs to one consumer, so no two consumers can acknowledge the same message. */
    @Test
    void everyMessage_isAcknowledgedExactlyOnce() {
        Subscriber subscriber = startSubscriber();
        CompletableFuture<?>[] pullers = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.runAsync(() -> pullUntilDone(new Random(seed + i))))
                .toArray(CompletableFuture<?>[]::new);
        IntStream.range(0, MESSAGES / BATCH).forEach(this::publishBatch);
        CompletableFuture.allOf(pullers).join();
        subscriber.stopAsync().awaitTerminated();

        assertThat(acknowledged).as("seed %d", seed).hasSize(MESSAGES);
        assertThat(acknowledged.values()).as("seed %d", seed).containsOnly(1);
        assertThat(broker.backlog(subscription).total()).isZero();
    }

    private Subscriber startSubscriber() {
        Random random = new Random(seed);
        Subscriber subscriber = client.subscriber(subscription, (message, reply) -> {
                    if (random.nextInt(10) == 0) {
                        reply.nack();
                    } else {
                        count(message.getMessageId());
                        reply.ack();
                    }
                })
                .setParallelPullCount(2)
                .build();
        subscriber.startAsync().awaitRunning();
        return subscriber;
    }

    private void publishBatch(int batch) {
        client.topics.publish(
                topic,
                IntStream.range(0, BATCH)
                        .mapToObj(i -> PubSubClient.text(batch + "/" + i))
                        .toList());
    }

    private void pullUntilDone(Random random) {
        Await.until("every acknowledgement, seed " + seed, () -> {
            client.pullNow(subscription, 50).forEach(message -> handle(message, random));
            return acknowledged.size() == MESSAGES;
        });
    }

    private void handle(ReceivedMessage message, Random random) {
        switch (random.nextInt(10)) {
            case 0 -> client.nack(subscription, message);
            case 1 -> client.extend(subscription, message, 1);
            default -> {
                count(message.getMessage().getMessageId());
                client.acknowledge(subscription, message);
            }
        }
    }

    private void count(String messageId) {
        acknowledged.merge(messageId, 1, Integer::sum);
    }
}
