package com.billshotel.embedded.pubsub;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A broker and a client of its own for each test. */
abstract class BrokerTest {
    PubSubBroker broker;
    PubSubClient client;

    @BeforeEach
    void startBroker() {
        broker = PubSubBroker.start(0);
        client = new PubSubClient(broker.endpoint());
    }

    @AfterEach
    void stopBroker() {
        client.close();
        broker.close();
    }
}
