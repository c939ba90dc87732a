package com.billshotel.embedded.mysql;

import com.billshotel.embedded.network.Ports;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A MySQL-compatible server (MariaDB 11.4) of one's own on the loopback interface.
 *
 * <pre>{@code
 * try (EmbeddedMysql mysql = EmbeddedMysql.start()) {
 *     mysql.createDatabase("hotel_db");
 *     DriverManager.getConnection(mysql.jdbcUrl("hotel_db"), mysql.user(), mysql.password());
 * }
 * }</pre>
 *
 * <p>The first start on a machine unpacks the binaries into the user's cache folder, which takes some seconds; later ones take
 * about one. Commits are as durable as MySQL's, so they cost as much. The server ends when it is closed or when this JVM ends;
 * even {@code kill -9} of the JVM takes it along, except on Windows. Safe for use by several threads.
 */
public final class EmbeddedMysql implements AutoCloseable {
    private final Distribution distribution;
    private final DataFolder data;
    private final MysqlAddress address;
    private final List<String> extraArguments;
    private final Thread shutdownHook = new Thread(this::shutDown, "embedded-mysql-shutdown");
    private ServerProcess server;
    private boolean closed;

    private EmbeddedMysql(Distribution distribution, DataFolder data, int port, List<String> extraArguments) {
        this.distribution = distribution;
        this.data = data;
        this.address = new MysqlAddress(Ports.LOOPBACK, port, "root", "");
        this.extraArguments = extraArguments;
    }

    /** A server on a free port, whose data are gone when it is closed. */
    public static EmbeddedMysql start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    public MysqlAddress address() {
        return address;
    }

    public String host() {
        return address.host();
    }

    /** Stays the same over restarts. */
    public int port() {
        return address.port();
    }

    /** An account with all privileges. */
    public String user() {
        return address.user();
    }

    public String password() {
        return address.password();
    }

    /** The URL for Connector/J, without user and password. */
    public String jdbcUrl(String database) {
        return address.jdbcUrl(database);
    }

    public Path dataFolder() {
        return data.path();
    }

    /** The process number of the server, another one after each {@link #restart()}. */
    public synchronized long pid() {
        return server.pid();
    }

    /** Creates this database unless it exists; letters, digits and underscores. */
    public void createDatabase(String name) throws SQLException {
        if (!name.matches("\\w+")) {
            throw new IllegalArgumentException("Not a database name: '" + name + "'");
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl(""), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS " + name);
        }
    }

    /** Ends the server at once, as a power cut does; what was committed is there after {@link #restart()}. */
    public synchronized void kill() {
        server.kill();
    }

    /**
     * Starts the server again with the same data and port, whether it was killed, has ended by itself or still runs; in the last
     * case it is stopped first, in order.
     *
     * @throws IllegalStateException if it does not come up, with the last lines of its log, or if this was closed
     */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("This server was closed");
        }
        server.stop();
        launch();
    }

    /** Stops the server and removes temporary data. A second call does nothing. */
    @Override
    public void close() {
        shutDown();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook then finds nothing left to do.
        }
    }

    private synchronized void shutDown() {
        if (closed) {
            return;
        }
        closed = true;
        if (data.isTemporary()) {
            server.kill();
        } else {
            server.stop();
        }
        data.removeIfTemporary();
    }

    private synchronized void launch() {
        Ports.requireFree(port());
        List<String> command = ServerArguments.of(distribution, data.path(), port(), extraArguments);
        ServerLog log = ServerLog.fromNow(data.path().resolve("mariadb.log"));
        server = ServerProcess.start(command, distribution.environment(), data, log);
    }

    /** How a server shall be started; everything has a default. */
    public static final class Builder {
        private int port;
        private Path dataFolder;
        private Path cacheFolder = CacheFolder.ofThisUser();
        private Consumer<String> progress = line -> {};
        private boolean closedByCaller;
        private final List<String> arguments = new ArrayList<>();

        private Builder() {}

        /** TCP port; 0, the default, takes a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** A folder, new, empty or of an earlier run, whose data are kept. Default: a temporary one, removed on close. */
        public Builder dataFolder(Path folder) {
            this.dataFolder = folder;
            return this;
        }

        /** Where the binaries are unpacked once. Default: {@code bills-hotel} in the user's cache folder. */
        public Builder cacheFolder(Path folder) {
            this.cacheFolder = folder;
            return this;
        }

        /** Gets a line for a person to read before each step that may take more than two seconds. */
        public Builder onProgress(Consumer<String> listener) {
            this.progress = listener;
            return this;
        }

        /** One more argument of the server, such as {@code --innodb-buffer-pool-size=1G}; overrules the defaults. */
        public Builder argument(String argument) {
            this.arguments.add(argument);
            return this;
        }

        /**
         * No shutdown hook: shutdown hooks run side by side, so whoever stops services in order must also close the server
         * they use, after them.
         */
        public Builder closedByCaller() {
            this.closedByCaller = true;
            return this;
        }

        /**
         * Returns when the server accepts connections.
         *
         * @throws IllegalStateException if the port is taken, there is no MariaDB for this platform, the data folder holds
         *     something else, or the server does not come up (with the last lines of its log)
         * @throws java.io.UncheckedIOException if the cache or data folder cannot be written
         */
        public EmbeddedMysql start() {
            if (port != 0) {
                // Before the slow part.
                Ports.requireFree(port);
            }
            Distribution distribution = Distribution.in(cacheFolder, progress);
            DataFolder data = dataFolder == null ? DataFolder.temporary() : DataFolder.kept(dataFolder);
            try {
                return launched(distribution, data);
            } catch (RuntimeException e) {
                data.removeIfTemporary();
                throw e;
            }
        }

        private EmbeddedMysql launched(Distribution distribution, DataFolder data) {
            data.prepare(distribution.pristineData());
            EmbeddedMysql mysql =
                    new EmbeddedMysql(distribution, data, port == 0 ? Ports.free() : port, List.copyOf(arguments));
            mysql.launch();
            if (!closedByCaller) {
                Runtime.getRuntime().addShutdownHook(mysql.shutdownHook);
            }
            return mysql;
        }
    }
}
