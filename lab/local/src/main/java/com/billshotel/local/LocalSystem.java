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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** MySQL, Pub/Sub and both services on this machine; stopped in the reverse order of their start. */
final class LocalSystem implements AutoCloseable {
    static final Path LOGS = ProjectFiles.folder("lab/local/target/logs");

    private static final String WORKER = "reserve-client";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** JDK 17 does not make them by itself. */
    private static final boolean HAS_CLASS_ARCHIVES = Runtime.version().feature() >= 19;

    /** Unpacking MariaDB, for example, cannot be interrupted. Its processes end with this JVM. */
    private static final Duration INTERRUPTION_LIMIT = Duration.ofSeconds(10);

    private final RunningService parts = new RunningService();
    private final PortOptions ports;
    private final Steps steps;
    private final Thread starter = Thread.currentThread();
    private final CountDownLatch started = new CountDownLatch(1);
    private MysqlAddress mysql;
    private HotelDatabase database;
    private PubSubBroker broker;
    private PubSub pubsub;
    private List<ServiceProcess> services = List.of();
    private Optional<EmbeddedMysql> embedded = Optional.empty();
    private volatile boolean open = true;

    LocalSystem(PortOptions ports, Steps steps) {
        this.ports = ports;
        this.steps = steps;
    }

    /** Starts everything and returns when both services are SERVING; if a start fails, stops what was started. */
    void start() throws Exception {
        try {
            ports.requireFree();
            startParts();
        } catch (Exception | Error failure) {
            parts.close();
            open = false;
            throw failure;
        } finally {
            started.countDown();
        }
    }

    /** False once everything is stopped. */
    boolean isOpen() {
        return open;
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

    /** Whether the services make their class archives when they stop, which takes some seconds. */
    static boolean makesClassArchives() {
        return HAS_CLASS_ARCHIVES && !Files.exists(archive(WORKER));
    }

    /** The client that comes with the embedded server; empty if MySQL is another one. */
    Optional<Path> mysqlClient() {
        return embedded.flatMap(EmbeddedMysql::client);
    }

    /** Stops everything, in any thread. A start that is still running is interrupted; it stops what it has started. */
    @Override
    public void close() {
        if (open && started.getCount() > 0) {
            starter.interrupt();
            awaitStart();
        }
        parts.close();
        open = false;
    }

    private void awaitStart() {
        try {
            started.await(INTERRUPTION_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The broker starts beside MySQL, and hotel-server, which waits for its tables, beside both. */
    private void startParts() throws Exception {
        CompletableFuture<PubSubBroker> startingBroker = CompletableFuture.supplyAsync(
                () -> PubSubBroker.start(ports.pubsub()), task -> new Thread(task, "broker").start());
        mysql = startMysql();
        database = new HotelDatabase(mysql);
        ServiceProcess server = startServer();
        steps.run("Database " + HotelDatabase.NAME + " from sql/init.sql", () -> {
            database.create();
            return database;
        });
        steps.run("Pub/Sub broker on port " + ports.pubsub(), () -> {
            broker = parts.add(startingBroker.get());
            pubsub = parts.add(new PubSub(broker.endpoint()));
            pubsub.createTopicAndSubscription();
            return pubsub;
        });
        services = steps.run(
                "hotel-server on port " + ports.server() + ", reserve-client on port " + ports.worker(), () -> {
                    ServiceProcess worker = startWorker(server);
                    server.awaitServing(START_LIMIT);
                    worker.awaitServing(START_LIMIT);
                    return List.of(server, worker);
                });
    }

    private MysqlAddress startMysql() throws Exception {
        Optional<MysqlAddress> named = MysqlAddress.fromEnvironment();
        if (named.isPresent()) {
            return steps.run("MySQL at " + named.get(), named::get);
        }
        EmbeddedMysql.Builder server =
                EmbeddedMysql.builder().port(ports.mysql()).closedByCaller().onProgress(steps::note);
        return steps.run("MySQL (" + server.description() + ") on port " + ports.mysql(), () -> {
            embedded = Optional.of(parts.add(server.start()));
            return embedded.get().address();
        });
    }

    private ServiceProcess startServer() {
        return start(
                "hotel-server",
                ProjectFiles.hotelServerJar(),
                Map.of("GRPC_PORT", ports.server(), "METRICS_PORT", ports.serverMetrics()));
    }

    private ServiceProcess startWorker(ServiceProcess server) {
        return start(
                WORKER,
                ProjectFiles.reserveClientJar(),
                Map.of(
                        "GRPC_PORT", ports.worker(),
                        "METRICS_PORT", ports.workerMetrics(),
                        "HOTEL_SERVER_TARGET", server.target(),
                        "GOOGLE_CLOUD_PROJECT", PubSub.PROJECT,
                        "RESERVE_SUBSCRIPTION", PubSub.SUBSCRIPTION,
                        "PUBSUB_EMULATOR_HOST", broker.endpoint()));
    }

    private ServiceProcess start(String name, Path jar, Map<String, ?> own) {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("LISTEN_ADDRESS", "127.0.0.1");
        own.forEach((setting, value) -> settings.put(setting, value.toString()));
        ServiceLaunch launch = ServiceLaunch.of(name, jar, settings, LOGS.resolve(name + ".log"));
        return parts.add(ServiceProcess.start(launch.withJvmOptions(classArchive(name))));
    }

    /** Options for an archive of the service's classes, which the JVM makes at its end and replaces when needed. */
    private static List<String> classArchive(String name) {
        return HAS_CLASS_ARCHIVES
                ? List.of("-Xlog:cds*=off", "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive(name))
                : List.of();
    }

    private static Path archive(String name) {
        return LOGS.resolveSibling(name + ".jsa");
    }
}
