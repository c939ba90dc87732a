package com.billshotel.embedded.pubsub;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import java.time.Instant;
import java.util.List;

/**
 * Forwards messages that have used up their delivery attempts to the dead-letter topic of their subscription, with the
 * attributes that Google adds.
 */
final class DeadLetters {
    private static final String PREFIX = "CloudPubSubDeadLetterSource";

    private final Catalog catalog;

    DeadLetters(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Returns false if the dead-letter topic does not exist; the message must then stay in its subscription. */
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
