package com.billshotel.embedded.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.embedded.network.Ports;
import com.billshotel.embedded.pubsub.PubSubBroker.BacklogSize;
import com.google.pubsub.v1.ReceivedMessage;
import io.grpc.Status;
import org.junit.jupiter.api.Test;

class PubSubBrokerTest extends BrokerTest {

    @Test
    void start_onBusyPort_namesThePort() {
        int port = broker.port();
        assertThatThrownBy(() -> PubSubBroker.start(port))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(":" + port);
    }

    @Test
    void close_freesThePort() {
        // Not an ephemeral port, which the system may give to another connection in between.
        int port = Ports.free();
        PubSubBroker.start(port).close();
        try (PubSubBroker next = PubSubBroker.start(port)) {
            assertThat(next.endpoint()).isEqualTo("127.0.0.1:" + port);
        }
    }

    /** On UNAVAILABLE, client libraries open a new stream, which reaches a restarted broker. */
    @Test
    void close_endsStreamsWithUnavailable() {
        String topic = client.newTopic();
        RawStream stream = RawStream.open(client, RawStream.request(client.newSubscription(topic)));
        client.publish(topic, "shows that the stream is open");
        stream.awaitMessages(1);
        broker.close();
        Status end = stream.awaitEnd();
        assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(end.getDescription()).isEqualTo("The broker is closing.");
    }

    @Test
    void createTopicAndSubscription_areVisibleToClients() {
        String topic = PubSubClient.unique("topics");
        String subscription = PubSubClient.unique("subscriptions");
        broker.createTopic(topic);
        broker.createSubscription(subscription, topic);
        assertThat(client.subscriptions.getSubscription(subscription).getTopic())
                .isEqualTo(topic);
    }

    @Test
    void createSubscription_onMissingTopic_namesTheTopic() {
        assertThatThrownBy(() -> broker.createSubscription("projects/p/subscriptions/sub", "projects/p/topics/none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
    }

    @Test
    void backlog_countsUndeliveredAndOutstanding() {
        String topic = client.newTopic();
        String subscription = client.newSubscription(topic);
        client.publish(topic, "one");
        client.publish(topic, "two");
        assertThat(broker.backlog(subscription)).isEqualTo(new BacklogSize(2, 0));

        ReceivedMessage message = client.pullOne(subscription);
        assertThat(broker.backlog(subscription)).isEqualTo(new BacklogSize(1, 1));
        client.acknowledge(subscription, message);
        assertThat(broker.backlog(subscription)).isEqualTo(new BacklogSize(1, 0));
        assertThat(broker.backlog(subscription).total()).isEqualTo(1);
    }

    @Test
    void backlog_ofMissingSubscription_isRefused() {
        assertThatThrownBy(() -> broker.backlog("projects/p/subscriptions/none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("projects/p/subscriptions/none");
    }
}
