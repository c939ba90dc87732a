package com.billshotel.reserve.pubsub;

import com.billshotel.reserve.booking.Acknowledgement;
import com.billshotel.reserve.booking.Delivery;
import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import java.time.Instant;
import java.util.function.Consumer;

/** Translates received messages to plain data. */
final class MessageIntake implements MessageReceiver {
    private final Consumer<Delivery> receiver;

    MessageIntake(Consumer<Delivery> receiver) {
        this.receiver = receiver;
    }

    @Override
    public void receiveMessage(PubsubMessage message, AckReplyConsumer reply) {
        Timestamp published = message.getPublishTime();
        receiver.accept(new Delivery(
                message.getMessageId(),
                message.getData().toByteArray(),
                message.getAttributesMap(),
                Instant.ofEpochSecond(published.getSeconds(), published.getNanos()),
                new Reply(reply)));
    }

    private record Reply(AckReplyConsumer reply) implements Acknowledgement {
        @Override
        public void acknowledge() {
            reply.ack();
        }

        @Override
        public void nack() {
            reply.nack();
        }
    }
}
