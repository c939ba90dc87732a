package com.billshotel.reserve;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.reserve.fakes.Await;
import com.billshotel.reserve.fakes.FakeHotelServer;
import com.billshotel.reserve.fakes.FakePubSub;
import com.billshotel.reserve.fakes.Tables;
import com.billshotel.runtime.app.RunningService;
import com.billshotel.runtime.settings.Settings;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole worker, with dependencies that a test can stop and start. */
final class RunningWorker {
    static final String TOPIC = "reserve";
    static final String SUBSCRIPTION = "reserve-sub-dev";

    /** The fake hotel-server keeps its holds in memory; the worker's rows need them in the table. */
    private static final String HOLD =
            """
            CREATE TRIGGER hold_of_%1$s BEFORE INSERT ON %1$s FOR EACH ROW BEGIN
              INSERT IGNORE INTO hotels VALUES (NEW.%2$s, 'any', 1, 1);
              INSERT IGNORE INTO room_holds (reservation_id, hotel_id, state) VALUES (NEW.%3$s, NEW.%2$s, 'HELD');
            END""";

    final FakePubSub pubSub = new FakePubSub();
    final FakeHotelServer hotels = new FakeHotelServer().start();
    final Tables tables = Tables.in(MysqlBackend.preferred().freshDatabase(), 2);
    private RunningService service;

    RunningWorker() throws Exception {
        tables.execute(HOLD.formatted("reserve_hotel", "hotelid", "id"));
        tables.execute(HOLD.formatted("rejections", "hotel_id", "reservation_id"));
    }

    RunningWorker withSubscription() {
        pubSub.createTopic(TOPIC);
        pubSub.createSubscription(TOPIC, SUBSCRIPTION);
        return this;
    }

    RunningWorker start(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(Tables.environment(tables.database()));
        environment.putAll(Map.of(
                "GOOGLE_CLOUD_PROJECT",
                FakePubSub.PROJECT,
                "PUBSUB_EMULATOR_HOST",
                pubSub.endpoint(),
                "HOTEL_SERVER_TARGET",
                hotels.target(),
                "GRPC_PORT",
                "0",
                "METRICS_PORT",
                "0"));
        environment.putAll(more);
        service = ReserveClient.start(Settings.read(environment, ReserveClient.SETTINGS));
        return this;
    }

    void stop() {
        service.close();
    }

    void awaitHealth(ServingStatus status) throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", service.port())
                .usePlaintext()
                .build();
        try {
            Await.until("health to be " + status, () -> status == health(channel));
        } finally {
            channel.shutdownNow();
        }
    }

    void awaitRows(int count) throws Exception {
        Await.until(count + " reservations", () -> tables.rows("SELECT COUNT(*) FROM reserve_hotel")
                .equals(List.of(Integer.toString(count))));
    }

    void close() throws Exception {
        if (service != null) {
            service.close();
        }
        pubSub.close();
        hotels.stop();
        tables.close();
    }

    private static ServingStatus health(ManagedChannel channel) {
        try {
            return HealthGrpc.newBlockingStub(channel)
                    .check(HealthCheckRequest.getDefaultInstance())
                    .getStatus();
        } catch (StatusRuntimeException failure) {
            return ServingStatus.UNKNOWN;
        }
    }
}
