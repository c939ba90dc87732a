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
 * What every measure finds: MySQL, and hotel-server in front of it, started as its {@code main} starts it.
 *
 * <p>Services run in this process and talk over real sockets. In processes of their own, as in production, each JVM would
 * have to be warmed up by itself, and on a machine with two cores their compilers would disturb the figures for longer than
 * a run takes; here one warm-up serves all, and one profile shows all. {@link ServicesMeasurement} tells what the processes take.
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

    /** Connections set up as the services set up theirs, for what goes to MySQL without them. */
    MysqlPool pool() {
        return pool;
    }

    /** hotel-server's address. */
    String target() {
        return target(server);
    }

    /** One more hotel-server, to be closed by the caller. */
    RunningService anotherServer() throws Exception {
        return startServer(database);
    }

    static String target(RunningService server) {
        return "127.0.0.1:" + server.port();
    }

    /** Environment variables for a service beside hotel-server. */
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

    /** With metrics, as in production: counting costs, too. */
    private static Map<String, String> settings(BenchDatabase database, Map<String, String> own) throws IOException {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.putAll(Map.of("GRPC_PORT", "0", "METRICS_PORT", Integer.toString(Ports.free())));
        settings.putAll(own);
        return settings;
    }
}
