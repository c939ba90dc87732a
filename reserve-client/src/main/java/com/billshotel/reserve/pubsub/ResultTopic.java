package com.billshotel.reserve.pubsub;

import com.billshotel.reserve.booking.Outcome;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Publishes each outcome as JSON, so that the sender of the message can notify the guest. Delivery is at least once; subscribers
 * deduplicate by {@code message_id}.
 */
final class ResultTopic extends OutcomeTopic {
    private static final JsonFactory JSON = new JsonFactory();

    ResultTopic(PubSub pubSub, String topic) {
        super(pubSub, PubSub.RESULT_TOPIC, topic);
    }

    @Override
    List<PubsubMessage> messages(List<Outcome> outcomes) {
        return outcomes.stream().map(ResultTopic::toMessage).toList();
    }

    private static PubsubMessage toMessage(Outcome outcome) {
        ByteString.Output bytes = ByteString.newOutput();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(outcome, json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return PubsubMessage.newBuilder().setData(bytes.toByteString()).build();
    }

    private static void write(Outcome outcome, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (outcome.message() != null) {
            json.writeNumberField("id", outcome.message().id());
            json.writeNumberField("hotel_id", outcome.message().hotelId());
        } else {
            json.writeNullField("id");
            json.writeNullField("hotel_id");
        }
        json.writeStringField("outcome", outcome.verdict().kind().name());
        json.writeStringField("reason", outcome.verdict().reason());
        json.writeStringField("message_id", outcome.delivery().messageId());
        json.writeEndObject();
    }
}
