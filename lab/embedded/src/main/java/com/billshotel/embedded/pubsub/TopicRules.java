package com.billshotel.embedded.pubsub;

import com.google.pubsub.v1.Topic;

/** What a topic may ask for. */
final class TopicRules {
    private TopicRules() {}

    static Topic check(Topic asked) {
        ResourceNames.checkTopic(asked.getName());
        if (asked.hasSchemaSettings()) {
            throw Errors.unsupported("schemas");
        }
        if (asked.hasIngestionDataSourceSettings() || asked.getMessageTransformsCount() > 0) {
            throw Errors.unsupported("ingestion and message transforms");
        }
        return asked.toBuilder().setState(Topic.State.ACTIVE).build();
    }
}
