package com.billshotel.embedded.pubsub;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each test gets its own broker and client. */
@Execution(ExecutionMode.CONCURRENT)
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
