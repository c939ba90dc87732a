package com.billshotel.embedded.pubsub;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Runs the contract against the embedded broker. */
class EmbeddedPubSubContractTest extends PubSubContract {
    private static PubSubBroker broker;

    @BeforeAll
    static void start() {
        broker = PubSubBroker.start(0);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Override
    String endpoint() {
        return broker.endpoint();
    }
}
