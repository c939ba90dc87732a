package com.billshotel.local;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.embedded.pubsub.PubSubBroker;
import com.billshotel.local.parts.HotelDatabase;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.parts.PubSub;
import com.billshotel.local.parts.ServiceLaunch;
import com.billshotel.local.parts.ServiceProcess;
import com.billshotel.runtime.app.RunningService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** MySQL, Pub/Sub and both services on this machine; stopped in the reverse order of their start. */
final class LocalSystem implements AutoCloseable {
    static final Path LOGS = ProjectFiles.folder("lab/local/target/logs");

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final RunningService parts = new RunningService();
    private final PortOptions ports;
    private final Steps steps;
    private MysqlAddress mysql;
    private HotelDatabase database;
    private PubSubBroker broker;
    private PubSub pubsub;
    private List<ServiceProcess> services = List.of();

    private LocalSystem(PortOptions ports, Steps steps) {
        this.ports = ports;
        this.steps = steps;
    }

    /** Starts everything and returns when both services are SERVING; if a start fails, stops what was started. */
    static LocalSystem start(PortOptions ports, Steps steps) throws Exception {
        ports.requireFree();
        LocalSystem system = new LocalSystem(ports, steps);
        try {
            system.start();
            return system;
        } catch (Exception | Error failure) {
            system.close();
            throw failure;
        }
    }

    MysqlAddress mysql() {
        return mysql;
    }

    HotelDatabase database() {
        return database;
    }

    PubSub pubsub() {
        return pubsub;
    }

    String pubsubEndpoint() {
        return broker.endpoint();
    }

    List<ServiceProcess> services() {
        return services;
    }

    @Override
    public void close() {
        parts.close();
    }

    private void start() throws Exception {
        mysql = steps.run(mysqlStep(), this::startMysql);
        database = new HotelDatabase(mysql);
        steps.run("Database " + HotelDatabase.NAME + " from sql/init.sql", () -> {
            database.create();
            return database;
        });
        steps.run("Pub/Sub broker on port " + ports.pubsub, this::startPubSub);
        services = steps.run(
                "hotel-server on port " + ports.server + ", reserve-client on port " + ports.worker,
                this::startServices);
    }

    private String mysqlStep() {
        return MysqlAddress.fromEnvironment()
                .map(named -> "MySQL at " + named)
                .orElse("MySQL (embedded MariaDB) on port " + ports.mysql);
    }

    private MysqlAddress startMysql() {
        return MysqlAddress.fromEnvironment().orElseGet(() -> {
            EmbeddedMysql embedded = EmbeddedMysql.builder()
                    .port(ports.mysql)
                    .closedByCaller()
                    .onProgress(steps::note)
                    .start();
            return parts.add(embedded).address();
        });
    }

    private PubSub startPubSub() {
        broker = parts.add(PubSubBroker.start(ports.pubsub));
        pubsub = parts.add(new PubSub(broker.endpoint()));
        pubsub.createTopicAndSubscription();
        return pubsub;
    }

    private List<ServiceProcess> startServices() throws InterruptedException {
        ServiceProcess server = start(
                "hotel-server",
                ProjectFiles.hotelServerJar(),
                Map.of("GRPC_PORT", ports.server, "METRICS_PORT", ports.serverMetrics));
        ServiceProcess worker = start(
                "reserve-client",
                ProjectFiles.reserveClientJar(),
                Map.of(
                        "GRPC_PORT", ports.worker,
                        "METRICS_PORT", ports.workerMetrics,
                        "HOTEL_SERVER_TARGET", server.target(),
                        "GOOGLE_CLOUD_PROJECT", PubSub.PROJECT,
                        "RESERVE_SUBSCRIPTION", PubSub.SUBSCRIPTION,
                        "PUBSUB_EMULATOR_HOST", broker.endpoint()));
        server.awaitServing(START_LIMIT);
        worker.awaitServing(START_LIMIT);
        return List.of(server, worker);
    }

    private ServiceProcess start(String name, Path jar, Map<String, ?> own) {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("LISTEN_ADDRESS", "127.0.0.1");
        own.forEach((setting, value) -> settings.put(setting, value.toString()));
        return parts.add(ServiceProcess.start(ServiceLaunch.of(name, jar, settings, LOGS.resolve(name + ".log"))));
    }
}
