package com.billshotel.reserve.pubsub;

import com.billshotel.reserve.booking.UnavailableException;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.util.List;
import java.util.Map;

/** The topic that reservations are published to: the worker's own input, for what is to be tried once more. */
public final class ReserveTopic implements AutoCloseable {
    private final TopicPublisher publisher;

    /** A message as it once came; it goes out under a new message id. */
    public record Message(byte[] payload, Map<String, String> attributes) {}

    /**
     * Does no I/O.
     *
     * @param topic its id, or its full name
     */
    public ReserveTopic(PubSub pubSub, String topic) {
        this.publisher = new TopicPublisher(pubSub, topic);
    }

    /** The topic's full name. */
    public String name() {
        return publisher.topic();
    }

    /**
     * Returns when Pub/Sub has them all.
     *
     * @throws UnavailableException if it may have all, some or none
     * @throws IllegalArgumentException if it refuses one of them for what it holds; it may have the others
     */
    public void publish(List<Message> messages) throws UnavailableException, InterruptedException {
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
