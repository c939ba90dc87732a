package com.billshotel.bench;

import com.billshotel.embedded.network.Ports;
import com.billshotel.reserve.booking.BookingLanes;
import com.billshotel.reserve.storage.ReservationTables;
import com.billshotel.runtime.app.RunningService;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.server.HotelServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What every measurement uses: MySQL, and a hotel-server started as its {@code main} starts it.
 *
 * <p>Services run in this process and communicate over real sockets. As separate processes, as in production, each JVM would have
 * to warm up, and on a machine with two cores the JIT compilers would distort the figures for longer than a run takes. In one
 * process there is one warm-up, and one profile covers everything. {@link ServicesMeasurement} measures separate processes.
 */
final class Fixture implements AutoCloseable {
    private final BenchDatabase database;
    private final MysqlPool pool;
    private final RunningService server;

    private Fixture(BenchDatabase database, MysqlPool pool, RunningService server) {
        this.database = database;
        this.pool = pool;
        this.server = server;
    }

    static Fixture start(BenchDatabase database) throws Exception {
        database.create();
        Settings settings = Settings.read(database.settings(), MysqlPool.SETTINGS);
        return new Fixture(
                database,
                MysqlPool.open(settings, BookingLanes.PARALLEL + 1, ReservationTables.TABLES),
                startServer(database));
    }

    BenchDatabase database() {
        return database;
    }

    /** A pool configured like the services' pools, for loads that bypass the services. */
    MysqlPool pool() {
        return pool;
    }

    /** The address of hotel-server. */
    String target() {
        return target(server);
    }

    /** Starts another hotel-server, which the caller closes. */
    RunningService anotherServer() throws Exception {
        return startServer(database);
    }

    static String target(RunningService server) {
        return "127.0.0.1:" + server.port();
    }

    /** Settings for another service: the database, free ports, and those given. */
    Map<String, String> settings(Map<String, String> own) throws IOException {
        return settings(database, own);
    }

    @Override
    public void close() throws SQLException {
        server.close();
        pool.close();
        database.close();
    }

    private static RunningService startServer(BenchDatabase database) throws Exception {
        return HotelServer.start(Settings.read(settings(database, Map.of()), HotelServer.SETTINGS));
    }

    /** Enables metrics, as in production: they cost time, too. */
    private static Map<String, String> settings(BenchDatabase database, Map<String, String> own) throws IOException {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.putAll(Map.of("GRPC_PORT", "0", "METRICS_PORT", Integer.toString(Ports.free())));
        settings.putAll(own);
        return settings;
    }
}
