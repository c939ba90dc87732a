package com.billshotel.embedded.pubsub;

import com.google.pubsub.v1.Topic;

/** Validation of topics. */
final class TopicRules {
    private TopicRules() {}

    static Topic check(Topic requested) {
        ResourceNames.checkTopic(requested.getName());
        if (requested.hasSchemaSettings()) {
            throw Errors.unsupported("schemas");
        }
        if (requested.hasIngestionDataSourceSettings() || requested.getMessageTransformsCount() > 0) {
            throw Errors.unsupported("ingestion and message transforms");
        }
        return requested.toBuilder().setState(Topic.State.ACTIVE).build();
    }
}
