package com.billshotel.local.testing;

import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.embedded.pubsub.PubSubBroker;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.parts.PubSub;
import com.billshotel.reserve.ReserveClient;
import com.billshotel.runtime.app.RunningService;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.server.HotelServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** The whole system in this process: real MySQL, real broker, both services as their {@code main} starts them. */
public final class InProcessSystem implements AutoCloseable {
    private static final String TRUNCATE_ALL =
            "SET FOREIGN_KEY_CHECKS = 0; TRUNCATE reserve_hotel; TRUNCATE rejections;"
                    + " TRUNCATE dead_letters; TRUNCATE room_holds; TRUNCATE hotels; SET FOREIGN_KEY_CHECKS = 1";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RunningService parts = new RunningService();
    private final TestDatabase database;
    private final MysqlAddress mysql;
    private final PubSubBroker broker;
    private final PubSub pubsub;
    private final int serverPort;
    private RunningService worker;

    public InProcessSystem() throws Exception {
        this(MysqlBackend.preferred().freshDatabase(), address -> address);
    }

    /** A system whose hotel-server has these settings besides. */
    public InProcessSystem(Map<String, String> serverSettings) throws Exception {
        this(MysqlBackend.preferred().freshDatabase(), address -> address, serverSettings);
    }

    /**
     * A system on this database.
     *
     * @param way where both services find MySQL: at its own address, or at that of a proxy
     */
    public InProcessSystem(TestDatabase database, UnaryOperator<MysqlAddress> way) throws Exception {
        this(database, way, Map.of());
    }

    private InProcessSystem(TestDatabase database, UnaryOperator<MysqlAddress> way, Map<String, String> serverSettings)
            throws Exception {
        this.database = parts.add(database);
        this.mysql = way.apply(database.server());
        execute(ProjectFiles.sql("init.sql"));
        broker = parts.add(PubSubBroker.start(0));
        pubsub = parts.add(new PubSub(broker.endpoint()));
        pubsub.createTopicAndSubscription();
        serverPort = parts.add(HotelServer.start(Settings.read(settings(serverSettings), HotelServer.SETTINGS)))
                .port();
    }

    public void startWorker() throws Exception {
        startWorker(Map.of());
    }

    /** Starts a worker that has these settings besides. */
    public void startWorker(Map<String, String> more) throws Exception {
        Map<String, String> settings = workerSettings();
        settings.putAll(more);
        worker = parts.add(ReserveClient.start(Settings.read(settings, ReserveClient.SETTINGS)));
    }

    /** Runs a command of the worker's command line, and returns its exit code. */
    public int command(String... arguments) {
        return ReserveClient.commandLine(workerSettings()).execute(arguments);
    }

    public void stopWorker() {
        worker.close();
    }

    public void publish(String message) {
        pubsub.publish(message);
    }

    /** Publishes messages together and returns their ids. */
    public List<String> publish(List<String> messages) {
        return pubsub.publish(messages);
    }

    /** How often a message was delivered again. */
    public long redeliveries() {
        return broker.redeliveries(PubSub.SUBSCRIPTION_PATH);
    }

    /** What waits or is in hand. */
    public int backlog() {
        return broker.backlog(PubSub.SUBSCRIPTION_PATH).total();
    }

    /** The port that hotel-server answers on. */
    public int serverPort() {
        return serverPort;
    }

    /** Waits until every message has been acknowledged. */
    public void awaitDone() throws Exception {
        await(() -> backlog() == 0, () -> broker.backlog(PubSub.SUBSCRIPTION_PATH));
    }

    /** Waits until the answer is these rows. */
    public void awaitRows(String sql, String... expected) throws Exception {
        await(() -> rows(sql).equals(List.of(expected)), () -> rows(sql));
    }

    /** Does something while the hotel's row is held, as by a session that somebody forgot to end. */
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
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The answer, a text for each row with its columns joined by ", ". */
    public List<String> rows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        }
    }

    @Override
    public void close() {
        parts.close();
    }

    public static void await(Callable<Boolean> condition, Callable<?> state) throws Exception {
        Instant limit = Instant.now().plus(LIMIT);
        while (!condition.call()) {
            if (Instant.now().isAfter(limit)) {
                throw new AssertionError("not within " + LIMIT + ", but: " + state.call());
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static String row(ResultSet result) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            columns.add(result.getString(i));
        }
        return String.join(", ", columns.stream().map(String::valueOf).toList());
    }

    /** A session of one's own, for the caller to close. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl() + "?allowMultiQueries=true",
                database.server().user(),
                database.server().password());
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
        settings.put("MYSQL_HOST", mysql.host());
        settings.put("MYSQL_PORT", Integer.toString(mysql.port()));
        settings.put("MYSQL_USER", mysql.user());
        settings.put("MYSQL_PASSWORD", mysql.password());
        settings.put("MYSQL_DATABASE", database.name());
        settings.put("GRPC_PORT", "0");
        settings.put("METRICS_PORT", "0");
        return settings;
    }
}
