package com.billshotel.reserve.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.network.testing.TcpProxy;
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
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Streams that are open but no longer receive anything. */
class SilentStreamIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration END = StreamLimits.DEFAULT.end();

    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final InMemoryMetrics metrics = new InMemoryMetrics();

    /** As when a firewall drops a connection silently. gRPC's pings detect it; their minimum interval is 10 s. */
    @Test
    void connection_droppedSilently_isDetectedAndReplaced() throws Exception {
        FakePubSub broker = new FakePubSub();
        broker.createTopic("reserve");
        broker.createSubscription("reserve", "reserve-sub");
        StreamLimits limits = new StreamLimits(Duration.ofSeconds(10), Duration.ofSeconds(1), LONG, END);
        try (TcpProxy proxy = TcpProxy.to(broker.port());
                ReserveSubscription subscription = open(proxy.port(), limits)) {
            broker.publish("reserve", "before");
            Await.until("the first message", () -> received.contains("before"));
            assertThat(subscription.problem()).isEmpty();

            proxy.swallow();
            Await.until(
                    "the silence to be detected", () -> subscription.problem().isPresent());
            broker.publish("reserve", "meanwhile");
            proxy.heal();

            Await.until("messages again", () -> received.contains("meanwhile"));
            Await.until("health", () -> subscription.problem().isEmpty());
        } finally {
            broker.close();
        }
    }

    /** The connection is alive and answers pings, but the server has forgotten the stream. */
    @Test
    void stream_silent_isDetectedAndTheSubscriptionReopened() throws Exception {
        ForgetfulSubscriber forgetful = new ForgetfulSubscriber();
        Server server = NettyServerBuilder.forPort(0)
                .addService(forgetful)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .build()
                .start();
        StreamLimits limits = new StreamLimits(LONG, LONG, Duration.ofSeconds(2), END);
        try (ReserveSubscription subscription = open(server.getPort(), limits)) {
            Await.until("messages", () -> received.contains("hello"));

            // Only a reopened subscription receives a message from this server.
            assertThat(metrics.count("subscriptionLost")).isPositive();
            Await.until("health", () -> subscription.problem().isEmpty());
        } finally {
            server.shutdownNow();
        }
    }

    private ReserveSubscription open(int port, StreamLimits limits) throws Exception {
        PubSub pubSub = new PubSub(Settings.read(
                Map.of("GOOGLE_CLOUD_PROJECT", FakePubSub.PROJECT, "PUBSUB_EMULATOR_HOST", "127.0.0.1:" + port),
                PubSub.SETTINGS));
        return ReserveSubscription.open(pubSub, "reserve-sub", this::receive, List.of(), metrics, limits);
    }

    private void receive(Delivery delivery) {
        received.add(new String(delivery.payload(), UTF_8));
        delivery.acknowledgement().acknowledge();
    }

    /** Sends nothing on the streams of the first subscriber. */
    private static final class ForgetfulSubscriber extends FakeSubscriberService {
        private final AtomicInteger streams = new AtomicInteger();

        @Override
        public StreamObserver<StreamingPullRequest> streamingPull(StreamObserver<StreamingPullResponse> subscriber) {
            if (streams.incrementAndGet() > SubscriberFactory.STREAMS) {
                subscriber.onNext(message("hello"));
            }
            return new StreamObserver<>() {
                @Override
                public void onNext(StreamingPullRequest request) {}

                @Override
                public void onError(Throwable end) {}

                @Override
                public void onCompleted() {}
            };
        }
    }
}
