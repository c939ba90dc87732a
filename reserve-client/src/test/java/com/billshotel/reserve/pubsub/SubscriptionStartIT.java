package com.billshotel.reserve.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.fakes.Await;
import com.billshotel.reserve.fakes.FakePubSub;
import com.billshotel.reserve.fakes.FakeSubscriberService;
import com.billshotel.reserve.fakes.InMemoryMetrics;
import com.billshotel.runtime.health.HealthCheck;
import com.billshotel.runtime.settings.Settings;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message that a worker pulls before it can book is leased, and no other worker can book it. */
class SubscriptionStartIT {
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final AtomicInteger streams = new AtomicInteger();
    private final Needed mysql = new Needed("MySQL");
    private final Needed hotels = new Needed("hotel-server");
    private Server server;

    @BeforeEach
    void start() throws Exception {
        server = NettyServerBuilder.forPort(0)
                .addService(new EagerSubscriber())
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    @Test
    void subscription_isPulledFrom_onceAllThatIsNeededIsHealthy() throws Exception {
        try (ReserveSubscription subscription = open()) {
            Await.until("several checks", () -> mysql.checks.get() > 3);
            hotels.healthy = true;
            Await.until("several more", () -> mysql.checks.get() > 6);

            assertThat(streams).hasValue(0);
            assertThat(subscription.problem()).contains("waits for MySQL and hotel-server");

            mysql.healthy = true;
            Await.until("messages", () -> received.contains("hello"));
            Await.until("health", () -> subscription.problem().isEmpty());
        }
    }

    @Test
    void subscription_closedBefore_isNeverPulledFrom() throws Exception {
        ReserveSubscription subscription = open();
        Await.until("a check", () -> mysql.checks.get() > 0);

        subscription.close();
        mysql.healthy = true;
        hotels.healthy = true;

        Await.until("end of its thread", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("subscription")));
        assertThat(streams).hasValue(0);
    }

    private ReserveSubscription open() throws Exception {
        PubSub pubSub = new PubSub(Settings.read(
                Map.of(
                        "GOOGLE_CLOUD_PROJECT",
                        FakePubSub.PROJECT,
                        "PUBSUB_EMULATOR_HOST",
                        "127.0.0.1:" + server.getPort()),
                PubSub.SETTINGS));
        return ReserveSubscription.open(
                pubSub,
                "reserve-sub",
                this::receive,
                List.of(mysql, hotels),
                new InMemoryMetrics(),
                StreamLimits.DEFAULT);
    }

    private void receive(Delivery delivery) {
        received.add(new String(delivery.payload(), UTF_8));
        delivery.acknowledgement().acknowledge();
    }

    private static final class Needed implements HealthCheck {
        final AtomicInteger checks = new AtomicInteger();
        private final String name;
        volatile boolean healthy;

        Needed(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Optional<String> problem() {
            checks.incrementAndGet();
            return healthy ? Optional.empty() : Optional.of("away");
        }
    }

    private final class EagerSubscriber extends FakeSubscriberService {
        @Override
        public StreamObserver<StreamingPullRequest> streamingPull(StreamObserver<StreamingPullResponse> subscriber) {
            streams.incrementAndGet();
            subscriber.onNext(message("hello"));
            return new StreamObserver<>() {
                @Override
                public void onNext(StreamingPullRequest request) {}

                @Override
                public void onError(Throwable end) {}

                @Override
                public void onCompleted() {
                    subscriber.onCompleted();
                }
            };
        }
    }
}
