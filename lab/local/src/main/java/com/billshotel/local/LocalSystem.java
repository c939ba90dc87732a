package com.billshotel.local;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.embedded.pubsub.PubSubBroker;
import com.billshotel.local.parts.HotelDatabase;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.parts.PubSub;
import com.billshotel.runtime.app.RunningService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** MySQL, Pub/Sub and both services on this machine, started in an order that is quick and stopped in reverse. */
final class LocalSystem implements AutoCloseable {
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

    /** Starts everything and returns when both services are SERVING; stops what has started if something fails. */
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
        steps.run("sql/init.sql applied to " + HotelDatabase.NAME, () -> {
            database.create();
            return database;
        });
        steps.run("Pub/Sub broker on port " + ports.pubsub + ", topic and subscription", this::startPubSub);
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

    private List<ServiceProcess> startServices() {
        ServiceProcess server = parts.add(ServiceProcess.start(
                "hotel-server",
                ProjectFiles.hotelServerJar(),
                ports.server,
                settings(Map.of("GRPC_PORT", ports.server, "METRICS_PORT", ports.serverMetrics))));
        ServiceProcess worker = parts.add(ServiceProcess.start(
                "reserve-client",
                ProjectFiles.reserveClientJar(),
                ports.worker,
                settings(Map.of(
                        "GRPC_PORT", ports.worker,
                        "METRICS_PORT", ports.workerMetrics,
                        "HOTEL_SERVER_TARGET", "localhost:" + ports.server,
                        "GOOGLE_CLOUD_PROJECT", PubSub.PROJECT,
                        "RESERVE_SUBSCRIPTION", PubSub.SUBSCRIPTION,
                        "PUBSUB_EMULATOR_HOST", broker.endpoint()))));
        server.awaitServing();
        worker.awaitServing();
        return List.of(server, worker);
    }

    private Map<String, String> settings(Map<String, ?> own) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "MYSQL_HOST", mysql.host(),
                "MYSQL_PORT", Integer.toString(mysql.port()),
                "MYSQL_DATABASE", HotelDatabase.NAME,
                "MYSQL_USER", mysql.user(),
                "MYSQL_PASSWORD", mysql.password()));
        own.forEach((name, value) -> settings.put(name, value.toString()));
        return settings;
    }
}
