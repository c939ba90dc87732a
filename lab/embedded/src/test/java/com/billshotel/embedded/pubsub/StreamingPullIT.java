package com.billshotel.embedded.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.pubsub.PubSubBroker.BacklogSize;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import io.grpc.Status;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingPullIT extends BrokerTest {
    private String topic;
    private String subscription;

    @BeforeEach
    void createTopicAndSubscription() {
        topic = client.newTopic();
        subscription = client.newSubscription(topic);
    }

    @Test
    void messages_onOneStream_arriveInPublishOrder() {
        RawStream stream = open(RawStream.request(subscription));
        publish(3000);
        stream.awaitMessages(3000);
        assertThat(stream.received)
                .extracting(message ->
                        Integer.parseInt(message.getMessage().getData().toStringUtf8()))
                .isSorted();
    }

    @Test
    void stream_atItsMessageLimit_getsMoreOnlyAfterAcknowledgements() {
        RawStream stream = open(RawStream.request(subscription).setMaxOutstandingMessages(5));
        publish(20);
        stream.awaitMessages(5);
        Await.pause(Duration.ofMillis(200));
        assertThat(broker.backlog(subscription)).isEqualTo(new BacklogSize(15, 5));

        stream.acknowledge(stream.received.subList(0, 3));
        stream.awaitMessages(8);
        assertThat(broker.backlog(subscription)).isEqualTo(new BacklogSize(12, 5));
    }

    @Test
    void stream_atItsByteLimit_getsNoMore() {
        RawStream stream = open(RawStream.request(subscription).setMaxOutstandingBytes(1));
        publish(3);
        stream.awaitMessages(1);
        Await.pause(Duration.ofMillis(200));
        assertThat(stream.received).hasSize(1);
        stream.modify(stream.received.get(0), 0);
        stream.awaitMessages(2);
    }

    /** The Java client acknowledges with unary calls. */
    @Test
    void acknowledge_byUnaryCall_freesCapacityOnTheStream() {
        RawStream stream = open(RawStream.request(subscription).setMaxOutstandingMessages(1));
        publish(2);
        stream.awaitMessages(1);
        client.acknowledge(subscription, stream.received.get(0));
        stream.awaitMessages(2);
    }

    @Test
    void streams_ofOneSubscription_shareTheLoad() {
        RawStream one = open(RawStream.request(subscription));
        RawStream two = open(RawStream.request(subscription));
        Await.until("messages on both streams", () -> {
            publish(10);
            return !one.received.isEmpty() && !two.received.isEmpty();
        });
    }

    /** Otherwise a hanging client would buffer the backlog while others idle. */
    @Test
    void stream_notReading_leavesTheRestToOthers() {
        RawStream stuck = open(
                RawStream.request(subscription).setStreamAckDeadlineSeconds(600)); // leased for longer than the test
        stuck.stopReading();
        publishBytes(40, 1_000_000);
        Await.until("the first lease", () -> broker.backlog(subscription).outstanding() > 0);
        RawStream healthy = open(RawStream.request(subscription));
        healthy.awaitMessages(20);
        assertThat(stuck.isOpen()).isTrue();
    }

    @Test
    void ping_fromProtocolVersion1_isAnswered() {
        RawStream stream = open(RawStream.request(subscription).setProtocolVersion(1));
        stream.send(StreamingPullRequest.newBuilder());
        Await.until("the pong", () -> stream.emptyResponses.get() == 1);
    }

    @Test
    void ping_fromOlderClient_isNotAnswered() {
        RawStream stream = open(RawStream.request(subscription));
        stream.send(StreamingPullRequest.newBuilder());
        publish(1);
        stream.awaitMessages(1);
        assertThat(stream.emptyResponses).hasValue(0);
    }

    @Test
    void stream_withDeletedSubscription_endsWithNotFound() {
        RawStream stream = open(RawStream.request(subscription));
        publish(1);
        stream.awaitMessages(1);
        client.subscriptions.deleteSubscription(subscription);
        assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void stream_completedByTheClient_endsOk() {
        RawStream stream = open(RawStream.request(subscription));
        stream.complete();
        assertThat(stream.awaitEnd().isOk()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 601})
    void stream_withDeadlineOutOfRange_isRefused(int seconds) {
        RawStream stream = open(RawStream.request(subscription).setStreamAckDeadlineSeconds(seconds));
        assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void laterRequest_withInitialField_endsTheStream() {
        RawStream stream = open(RawStream.request(subscription));
        stream.send(StreamingPullRequest.newBuilder().setMaxOutstandingMessages(5));
        assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void modifyDeadline_onTheStream_movesIt() {
        RawStream stream = open(RawStream.request(subscription));
        publish(1);
        stream.awaitMessages(1);
        stream.modify(stream.received.get(0), 1);
        stream.awaitMessages(2);
        assertThat(stream.received)
                .extracting(StreamingPullIT::messageId)
                .containsOnly(messageId(stream.received.get(0)));
    }

    /** Makes the time exact until another worker takes over from a killed one. */
    @Test
    void messages_ofBrokenStream_areRedeliveredAtItsDeadline() {
        RawStream broken = open(RawStream.request(subscription).setStreamAckDeadlineSeconds(10));
        long published = System.nanoTime();
        publish(3);
        broken.awaitMessages(3);
        broken.kill();
        RawStream next = open(RawStream.request(subscription));
        next.awaitMessages(1);
        assertThat(durationSince(published)).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        next.awaitMessages(3);
    }

    /** An acknowledgement in flight when the connection breaks must count, because the work is done. */
    @Test
    void acknowledge_afterTheStreamBroke_stillCounts() {
        RawStream broken = open(RawStream.request(subscription));
        publish(1);
        broken.awaitMessages(1);
        broken.kill();
        client.acknowledge(subscription, broken.received.get(0));
        assertThat(broker.backlog(subscription).total()).isZero();
    }

    private static Duration durationSince(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private static String messageId(ReceivedMessage message) {
        return message.getMessage().getMessageId();
    }

    private RawStream open(StreamingPullRequest.Builder first) {
        return RawStream.open(client, first);
    }

    private void publish(int count) {
        for (int first = 0; first < count; first += 1000) {
            client.topics.publish(
                    topic,
                    IntStream.range(first, Math.min(first + 1000, count))
                            .mapToObj(i -> PubSubClient.text(Integer.toString(i)))
                            .toList());
        }
    }

    private void publishBytes(int count, int bytes) {
        IntStream.range(0, count).forEach(i -> client.publish(topic, "x".repeat(bytes)));
    }
}
