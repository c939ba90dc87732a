package com.billshotel.embedded.pubsub;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import java.time.Instant;
import java.util.List;

/**
 * Moves messages that were delivered too often to the dead-letter topic of their subscription, marked as Google marks
 * them.
 */
final class DeadLetters {
    private static final String PREFIX = "CloudPubSubDeadLetterSource";

    private final Catalog catalog;

    DeadLetters(Catalog catalog) {
        this.catalog = catalog;
    }

    /** False if the topic does not exist (any more): then the message has to stay where it is. */
    boolean forward(Subscription source, Delivery delivery) {
        return catalog.findTopic(source.getDeadLetterPolicy().getDeadLetterTopic())
                .map(topic -> topic.publish(List.of(letter(source, delivery))))
                .isPresent();
    }

    private static PubsubMessage letter(Subscription source, Delivery delivery) {
        return delivery.message.toBuilder()
                .putAttributes(PREFIX + "DeliveryCount", Integer.toString(delivery.attempts))
                .putAttributes(PREFIX + "Subscription", ResourceNames.shortName(source.getName()))
                .putAttributes(PREFIX + "SubscriptionProject", ResourceNames.projectOf(source.getName()))
                .putAttributes(PREFIX + "TopicPublishTime", text(delivery.message.getPublishTime()))
                .build();
    }

    private static String text(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString();
    }
}
