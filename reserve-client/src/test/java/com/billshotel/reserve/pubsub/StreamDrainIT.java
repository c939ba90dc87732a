package com.billshotel.reserve.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.fakes.Await;
import com.billshotel.reserve.fakes.FakePubSub;
import com.billshotel.reserve.fakes.FakeSubscriberService;
import com.billshotel.reserve.fakes.InMemoryMetrics;
import com.billshotel.runtime.settings.Settings;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to messages that the server sends just before it learns that the subscriber stops. */
class StreamDrainIT {
    /** More than one, as the library asks for the next only while it runs. */
    private static final int LAST_MESSAGES = 3;

    private final List<Server> servers = new ArrayList<>();
    private final Set<String> received = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stopServers() {
        servers.forEach(Server::shutdownNow);
    }

    @Test
    void close_withMessagesOnTheirWay_processesAndAcknowledgesThem() throws Exception {
        LateServer server = new LateServer(true);
        ReserveSubscription subscription = open(server, Duration.ofMinutes(5));
        Await.until("all streams", () -> server.opened.size() == SubscriberFactory.STREAMS);

        subscription.close();

        assertThat(received).hasSize(SubscriberFactory.STREAMS * LAST_MESSAGES);
        assertThat(server.acknowledged).isEqualTo(received);
    }

    @Test
    void close_ofAServerThatDoesNotEndItsStreams_cancelsThem() throws Exception {
        LateServer server = new LateServer(false);
        ReserveSubscription subscription = open(server, Duration.ofMillis(100));
        Await.until("all streams", () -> server.opened.size() == SubscriberFactory.STREAMS);

        subscription.close();

        Await.until("cancellation", () -> server.cancelled.size() == SubscriberFactory.STREAMS);
        assertThat(server.acknowledged).isEqualTo(received);
    }

    private ReserveSubscription open(LateServer service, Duration end) throws Exception {
        Server server =
                NettyServerBuilder.forPort(0).addService(service).build().start();
        servers.add(server);
        PubSub pubSub = new PubSub(Settings.read(
                Map.of(
                        "GOOGLE_CLOUD_PROJECT",
                        FakePubSub.PROJECT,
                        "PUBSUB_EMULATOR_HOST",
                        "127.0.0.1:" + server.getPort()),
                PubSub.SETTINGS));
        StreamLimits usual = StreamLimits.DEFAULT;
        StreamLimits limits = new StreamLimits(usual.ping(), usual.pong(), usual.silence(), end);
        return ReserveSubscription.open(pubSub, "reserve-sub", this::receive, List.of(), new InMemoryMetrics(), limits);
    }

    private void receive(Delivery delivery) {
        received.add(new String(delivery.payload(), UTF_8));
        delivery.acknowledgement().acknowledge();
    }

    /** Sends its messages when a stream is half-closed: to the subscriber, that is as if they had been on their way. */
    private static final class LateServer extends FakeSubscriberService {
        final Set<Integer> opened = ConcurrentHashMap.newKeySet();
        final Set<Integer> cancelled = ConcurrentHashMap.newKeySet();
        private final AtomicInteger streams = new AtomicInteger();
        private final boolean endsStreams;

        LateServer(boolean endsStreams) {
            this.endsStreams = endsStreams;
        }

        @Override
        public StreamObserver<StreamingPullRequest> streamingPull(StreamObserver<StreamingPullResponse> subscriber) {
            int stream = streams.incrementAndGet();
            // A request observer learns nothing after the half-close.
            ((ServerCallStreamObserver<?>) subscriber).setOnCancelHandler(() -> cancelled.add(stream));
            return new StreamObserver<>() {
                @Override
                public void onNext(StreamingPullRequest request) {
                    opened.add(stream);
                }

                @Override
                public void onError(Throwable end) {}

                @Override
                public void onCompleted() {
                    for (int i = 0; i < LAST_MESSAGES; i++) {
                        subscriber.onNext(message(stream + "-" + i));
                    }
                    if (endsStreams) {
                        subscriber.onCompleted();
                    }
                }
            };
        }
    }
}
