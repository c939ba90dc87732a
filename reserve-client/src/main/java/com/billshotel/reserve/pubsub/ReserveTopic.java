package com.billshotel.reserve.pubsub;

import com.billshotel.reserve.booking.DependencyException;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.util.List;
import java.util.Map;

/** The topic that feeds the worker's subscription. Dead letters are replayed to it. */
public final class ReserveTopic implements AutoCloseable {
    private final TopicPublisher publisher;

    /** A message to publish. Pub/Sub assigns a new message id. */
    public record Message(byte[] payload, Map<String, String> attributes) {}

    ReserveTopic(PubSub pubSub, String topic) {
        this.publisher = new TopicPublisher(pubSub, topic);
    }

    /** The topic's full name. */
    public String name() {
        return publisher.topic();
    }

    /**
     * Publishes the messages and waits until Pub/Sub has stored them all.
     *
     * @throws DependencyException if any number of them may have been published
     * @throws IllegalArgumentException if Pub/Sub rejects the content of a message; the others may have been published
     */
    public void publish(List<Message> messages) throws DependencyException, InterruptedException {
        publisher.publish(messages.stream().map(ReserveTopic::toMessage).toList());
    }

    @Override
    public void close() {
        publisher.close();
    }

    private static PubsubMessage toMessage(Message message) {
        return PubsubMessage.newBuilder()
                .setData(ByteString.copyFrom(message.payload()))
                .putAllAttributes(TopicPublisher.publishable(message.attributes()))
                .build();
    }
}
