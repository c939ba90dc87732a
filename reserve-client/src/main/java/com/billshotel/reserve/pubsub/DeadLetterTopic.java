package com.billshotel.reserve.pubsub;

import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.Outcome;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.util.List;

/** Publishes dead letters to a topic: payload and attributes as they came, and attributes that say why. */
public final class DeadLetterTopic extends OutcomeTopic {
    /** The most bytes that an attribute may have. */
    private static final int MAX_ATTRIBUTE = 1_024;

    /**
     * Does no I/O.
     *
     * @param topic its id, or its full name
     */
    public DeadLetterTopic(PubSub pubSub, String topic) {
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
                .putAttributes("dead_letter_detail", cut(outcome.detail()))
                .putAttributes("dead_letter_message_id", delivery.messageId())
                .build();
    }

    private static String cut(String detail) {
        ByteString bytes = ByteString.copyFromUtf8(detail);
        if (bytes.size() <= MAX_ATTRIBUTE) {
            return detail;
        }
        int end = MAX_ATTRIBUTE;
        while ((bytes.byteAt(end) & 0xC0) == 0x80) { // inside a character
            end--;
        }
        return bytes.substring(0, end).toStringUtf8();
    }
}
