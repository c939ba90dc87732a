package com.billshotel.reserve.pubsub;

import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.Outcome;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.util.List;

/** Publishes dead letters with their original payload and attributes, plus attributes that say why. */
final class DeadLetterTopic extends OutcomeTopic {
    /** Pub/Sub's limit for an attribute's value, in bytes. */
    private static final int MAX_ATTRIBUTE_BYTES = 1_024;

    DeadLetterTopic(PubSub pubSub, String topic) {
        super(pubSub, PubSub.DEAD_LETTER_TOPIC, topic);
    }

    @Override
    List<PubsubMessage> messages(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome::isDeadLetter)
                .map(DeadLetterTopic::toMessage)
                .toList();
    }

    private static PubsubMessage toMessage(Outcome outcome) {
        Delivery delivery = outcome.delivery();
        return PubsubMessage.newBuilder()
                .setData(ByteString.copyFrom(delivery.payload()))
                .putAllAttributes(TopicPublisher.publishable(delivery.attributes()))
                .putAttributes("dead_letter_reason", outcome.verdict().reason())
                .putAttributes("dead_letter_detail", truncate(outcome.detail()))
                .putAttributes("dead_letter_message_id", delivery.messageId())
                .build();
    }

    /** To the limit, on a character boundary. */
    private static String truncate(String detail) {
        ByteString bytes = ByteString.copyFromUtf8(detail);
        if (bytes.size() <= MAX_ATTRIBUTE_BYTES) {
            return detail;
        }
        int end = MAX_ATTRIBUTE_BYTES;
        while ((bytes.byteAt(end) & 0xC0) == 0x80) { // a continuation byte of UTF-8
            end--;
        }
        return bytes.substring(0, end).toStringUtf8();
    }
}
