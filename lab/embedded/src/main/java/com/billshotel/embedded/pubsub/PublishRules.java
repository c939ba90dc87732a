package com.billshotel.embedded.pubsub;

import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import java.nio.charset.StandardCharsets;

/** Google's limits on publishing: a request accepted here is accepted there. */
final class PublishRules {
    private static final int MAX_MESSAGES = 1000;
    private static final int MAX_REQUEST_BYTES = 10 << 20;
    private static final int MAX_DATA_BYTES = 10_000_000;
    private static final int MAX_ATTRIBUTES = 100;
    private static final int MAX_KEY_BYTES = 256;
    private static final int MAX_VALUE_BYTES = 1024;

    private PublishRules() {}

    static void check(PublishRequest request) {
        Errors.checkRange("message_count", request.getMessagesCount(), 1, MAX_MESSAGES);
        if (request.getSerializedSize() > MAX_REQUEST_BYTES) {
            throw Errors.invalid("Request payload size exceeds the limit: " + MAX_REQUEST_BYTES + " bytes.");
        }
        request.getMessagesList().forEach(PublishRules::check);
    }

    private static void check(PubsubMessage message) {
        if (message.getData().isEmpty() && message.getAttributesCount() == 0) {
            throw Errors.invalid(
                    "One or more messages in the publish request is empty. Each message must contain either "
                            + "non-empty data, or at least one attribute.");
        }
        Errors.checkRange("message.data size", message.getData().size(), 0, MAX_DATA_BYTES);
        Errors.checkRange("attribute_count", message.getAttributesCount(), 0, MAX_ATTRIBUTES);
        Errors.checkRange("ordering_key size", utf8Length(message.getOrderingKey()), 0, MAX_VALUE_BYTES);
        message.getAttributesMap().forEach(PublishRules::checkAttribute);
    }

    private static void checkAttribute(String key, String value) {
        Errors.checkRange("attribute key size", utf8Length(key), 1, MAX_KEY_BYTES);
        Errors.checkRange("attribute value size", utf8Length(value), 0, MAX_VALUE_BYTES);
    }

    private static int utf8Length(String text) {
        return text.isEmpty() ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
