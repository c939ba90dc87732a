package com.billshotel.local.testing;

import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.embedded.mysql.testing.ServerSql;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.embedded.pubsub.PubSubBroker;
import com.billshotel.local.parts.HotelDatabase;
import com.billshotel.local.parts.PubSub;
import com.billshotel.reserve.ReserveClient;
import com.billshotel.runtime.app.RunningService;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.server.HotelServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** The whole system in one process: MySQL, the broker, and both services, started as their {@code main} starts them. */
public final class InProcessSystem implements AutoCloseable {
    private static final String TRUNCATE_ALL =
            "SET FOREIGN_KEY_CHECKS = 0; TRUNCATE reserve_hotel; TRUNCATE rejections;"
                    + " TRUNCATE dead_letters; TRUNCATE room_holds; TRUNCATE room_changes;"
                    + " TRUNCATE purged_decisions; TRUNCATE hotels; SET FOREIGN_KEY_CHECKS = 1";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RunningService parts = new RunningService();
    private final HotelDatabase database;
    private final boolean isTidb;
    private final Map<String, String> databaseSettings;
    private final PubSubBroker broker;
    private final PubSub pubsub;
    private final Map<String, String> serverSettings;
    private final int serverPort;
    private RunningService server;
    private RunningService worker;

    public InProcessSystem() throws Exception {
        this(MysqlBackend.preferred().freshDatabase(), address -> address);
    }

    /** A system whose hotel-server has additional settings. */
    public InProcessSystem(Map<String, String> serverSettings) throws Exception {
        this(MysqlBackend.preferred().freshDatabase(), address -> address, serverSettings);
    }

    /**
     * A system on a given database, which it closes.
     *
     * @param route maps MySQL's address to the one that the services use, such as that of a proxy
     */
    public InProcessSystem(TestDatabase database, UnaryOperator<MysqlAddress> route) throws Exception {
        this(database, route, Map.of());
    }

    private InProcessSystem(
            TestDatabase database, UnaryOperator<MysqlAddress> route, Map<String, String> serverSettings)
            throws Exception {
        parts.add(database);
        this.database = new HotelDatabase(database.server(), database.name());
        this.databaseSettings = new HotelDatabase(route.apply(database.server()), database.name()).settings();
        this.database.createTables();
        this.isTidb = this.database.isTidb();
        broker = parts.add(PubSubBroker.start(0));
        pubsub = parts.add(new PubSub(broker.endpoint()));
        pubsub.createTopicAndSubscription();
        this.serverSettings = settings(serverSettings);
        server = parts.add(HotelServer.start(Settings.read(this.serverSettings, HotelServer.SETTINGS)));
        serverPort = server.port();
    }

    public void stopServer() {
        server.close();
    }

    /** Starts hotel-server again, on the port that it had. */
    public void restartServer() throws Exception {
        Map<String, String> samePort = new HashMap<>(serverSettings);
        samePort.put("GRPC_PORT", Integer.toString(serverPort));
        server = parts.add(HotelServer.start(Settings.read(samePort, HotelServer.SETTINGS)));
    }

    public void startWorker() throws Exception {
        startWorker(Map.of());
    }

    /** Starts a worker with additional settings. */
    public void startWorker(Map<String, String> extra) throws Exception {
        Map<String, String> settings = workerSettings();
        settings.putAll(extra);
        worker = parts.add(ReserveClient.start(Settings.read(settings, ReserveClient.SETTINGS)));
    }

    /** Runs a command of the worker's command line and returns its exit code. */
    public int command(String... arguments) {
        return ReserveClient.commandLine(workerSettings()).execute(arguments);
    }

    /** Runs a command of hotel-server's command line and returns its exit code. */
    public int serverCommand(String... arguments) {
        return HotelServer.commandLine(serverSettings).execute(arguments);
    }

    public void stopWorker() {
        worker.close();
    }

    public void publish(String message) {
        pubsub.publish(message);
    }

    /** Publishes messages in one request and returns their ids. */
    public List<String> publish(List<String> messages) {
        return pubsub.publish(messages);
    }

    /** The number of redeliveries so far. */
    public long redeliveries() {
        return broker.redeliveries(PubSub.SUBSCRIPTION_PATH);
    }

    /** The number of messages that are not acknowledged. */
    public int backlog() {
        return broker.backlog(PubSub.SUBSCRIPTION_PATH).total();
    }

    /** The gRPC port of hotel-server. */
    public int serverPort() {
        return serverPort;
    }

    /** Waits until every message has been acknowledged. */
    public void awaitDone() throws Exception {
        await(() -> backlog() == 0, () -> broker.backlog(PubSub.SUBSCRIPTION_PATH));
    }

    /** Waits until a query returns these rows. */
    public void awaitRows(String sql, String... expected) throws Exception {
        await(() -> rows(sql).equals(List.of(expected)), () -> rows(sql));
    }

    /** Runs something while another session holds a lock on the hotel's row. */
    public void whileHotelIsLocked(int id, Callable<?> work) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM hotels WHERE id = " + id + " FOR UPDATE");
            work.call();
        }
    }

    /** Empties every table. */
    public void empty() throws SQLException {
        execute(TRUNCATE_ALL);
    }

    public void execute(String sql) throws SQLException {
        database.execute(asServerTakesIt(sql));
    }

    /** The result: one text per row, with its columns joined by ", ". */
    public List<String> rows(String sql) throws SQLException {
        return database.rows(asServerTakesIt(sql)).stream()
                .map(row -> String.join(", ", row))
                .toList();
    }

    private String asServerTakesIt(String sql) {
        return isTidb ? ServerSql.ofTidb(sql) : sql;
    }

    @Override
    public void close() {
        parts.close();
    }

    /** Waits until the condition holds; fails with the state after a minute. */
    public static void await(Callable<Boolean> condition, Callable<?> state) throws Exception {
        Instant limit = Instant.now().plus(LIMIT);
        while (!condition.call()) {
            if (Instant.now().isAfter(limit)) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s; the state is " + state.call());
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Opens a session that the caller closes. */
    public Connection connect() throws SQLException {
        return database.connect();
    }

    private Map<String, String> workerSettings() {
        return settings(Map.of(
                "HOTEL_SERVER_TARGET",
                "localhost:" + serverPort,
                "GOOGLE_CLOUD_PROJECT",
                PubSub.PROJECT,
                "PUBSUB_EMULATOR_HOST",
                broker.endpoint()));
    }

    private Map<String, String> settings(Map<String, String> own) {
        Map<String, String> settings = new HashMap<>(own);
        settings.putAll(databaseSettings);
        settings.put("GRPC_PORT", "0");
        settings.put("METRICS_PORT", "0");
        return settings;
    }
}
