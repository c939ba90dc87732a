package com.billshotel.server;

import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.proto.HotelServiceGrpc;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceBlockingStub;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceFutureStub;
import com.billshotel.runtime.app.RunningService;
import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Settings;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A hotel-server in this JVM, with a client that calls it through a real socket. */
final class TestServer implements AutoCloseable {
    static final String SERVICE = HotelServiceGrpc.SERVICE_NAME;
    private static final int DEADLINE_SECONDS = 30;

    private final RunningService service;
    private final ManagedChannel channel;

    private TestServer(RunningService service) {
        this.service = service;
        this.channel = ManagedChannelBuilder.forAddress("127.0.0.1", service.port())
                .usePlaintext()
                .build();
    }

    /** Starts a server and returns at once, whether or not MySQL is available. */
    static TestServer start(Map<String, String> settings) throws BadSettingException, IOException {
        return new TestServer(HotelServer.start(Settings.read(settings, HotelServer.SETTINGS)));
    }

    /** Starts a server on this database and returns once it is SERVING. */
    static TestServer serving(TestDatabase database) throws BadSettingException, IOException {
        TestServer server = start(settings(database.server(), database.name()));
        server.awaitStatus(ServingStatus.SERVING);
        return server;
    }

    /** The settings of a server on this database; the map is mutable. */
    static Map<String, String> settings(MysqlAddress mysql, String database) {
        return new TreeMap<>(Map.of(
                "MYSQL_HOST",
                mysql.host(),
                "MYSQL_PORT",
                Integer.toString(mysql.port()),
                "MYSQL_USER",
                mysql.user(),
                "MYSQL_PASSWORD",
                mysql.password(),
                "MYSQL_DATABASE",
                database,
                "GRPC_PORT",
                "0",
                "METRICS_PORT",
                "0"));
    }

    ManagedChannel channel() {
        return channel;
    }

    HotelServiceBlockingStub hotels() {
        return HotelServiceGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    HotelServiceFutureStub hotelsAsync() {
        return HotelServiceGrpc.newFutureStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    HealthBlockingStub health() {
        return HealthGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    ServingStatus status(String serviceName) {
        return health().check(request(serviceName)).getStatus();
    }

    /** Watches health until it has this status; fails after 30 s. */
    void awaitStatus(ServingStatus status) {
        var updates = health().watch(request(SERVICE));
        while (updates.next().getStatus() != status) {
            // next() blocks until the status changes.
        }
    }

    /** Stops the server as SIGTERM would; the client stays open. */
    void stop() {
        service.close();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        service.close();
    }

    private static HealthCheckRequest request(String serviceName) {
        return HealthCheckRequest.newBuilder().setService(serviceName).build();
    }
}
