package com.billshotel.reserve.pubsub;

import com.billshotel.reserve.booking.Outcome;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.util.List;

/**
 * Publishes dead letters with their original payload and attributes, plus attributes that say why. One that then exceeds Pub/Sub's
 * limits is in the table instead, and this topic gets a message without payload that says so.
 */
final class DeadLetterTopic extends OutcomeTopic {
    /** Pub/Sub's limit for an attribute's value, in bytes. */
    private static final int MAX_ATTRIBUTE_BYTES = 1_024;

    private static final int MAX_ATTRIBUTES = 100;

    /** Pub/Sub's limit for a message, data and attributes together, less than the size of a field's header. */
    private static final int MAX_BYTES = 10_000_000 - 16;

    private static final String TABLE = "dead_letters";

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

    /** Whether the whole dead letter can be published. The answer for a message is always the same. */
    static boolean fits(Outcome outcome) {
        PubsubMessage attributes = attributes(outcome).build();
        return attributes.getAttributesCount() <= MAX_ATTRIBUTES
                && attributes.getSerializedSize() + outcome.delivery().payload().length <= MAX_BYTES;
    }

    private static PubsubMessage toMessage(Outcome outcome) {
        return fits(outcome)
                ? attributes(outcome)
                        .setData(ByteString.copyFrom(outcome.delivery().payload()))
                        .build()
                : reason(outcome).putAttributes("dead_letter_table", TABLE).build();
    }

    private static PubsubMessage.Builder attributes(Outcome outcome) {
        return PubsubMessage.newBuilder()
                .putAllAttributes(TopicPublisher.publishable(outcome.delivery().attributes()))
                .putAllAttributes(reason(outcome).getAttributesMap());
    }

    private static PubsubMessage.Builder reason(Outcome outcome) {
        return PubsubMessage.newBuilder()
                .putAttributes("dead_letter_reason", outcome.verdict().reason())
                .putAttributes("dead_letter_detail", truncate(outcome.detail()))
                .putAttributes("dead_letter_message_id", outcome.delivery().messageId());
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
