package com.billshotel.embedded.mysql;

import com.billshotel.embedded.network.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A private MySQL-compatible server on the loopback interface: the bundled MariaDB 11.4, or an installed server if {@code MYSQL_SERVER}
 * names one or none is bundled for this platform.
 *
 * <pre>{@code
 * try (EmbeddedMysql mysql = EmbeddedMysql.start()) {
 *     mysql.createDatabase("hotel_db");
 *     DriverManager.getConnection(mysql.jdbcUrl("hotel_db"), mysql.user(), mysql.password());
 * }
 * }</pre>
 *
 * <p>The first start on a machine unpacks the binaries into the user's cache folder, which takes a few seconds; later starts
 * take about one second. Commits are as durable as MySQL's, and cost as much. The server stops when it is closed or when this
 * JVM ends, even by {@code kill -9} (except on Windows). Thread-safe.
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

    /** Starts a server on a free port with temporary data, which {@link #close()} deletes. */
    public static EmbeddedMysql start() {
        return builder().start();
    }

    /**
     * Returns a builder with the defaults of {@link #start()}.
     *
     * @throws MysqlStartException if there is no server for this machine
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Host, port and the account with all privileges. */
    public MysqlAddress address() {
        return address;
    }

    /** The loopback address. */
    public String host() {
        return address.host();
    }

    /** TCP port; {@link #restart()} keeps it. */
    public int port() {
        return address.port();
    }

    /** Name of the account with all privileges. */
    public String user() {
        return address.user();
    }

    /** Password of {@link #user()}; empty. */
    public String password() {
        return address.password();
    }

    /** The URL for Connector/J, without user and password. */
    public String jdbcUrl(String database) {
        return address.jdbcUrl(database);
    }

    /** The command line client that comes with the server, if there is one. */
    public Optional<Path> client() {
        return Optional.of(distribution.client()).filter(Files::isExecutable);
    }

    Path dataFolder() {
        return data.path();
    }

    /** Process id of the server; changes with each {@link #restart()}. */
    public synchronized long pid() {
        return server.pid();
    }

    /**
     * Creates a database unless it exists.
     *
     * @param name letters, digits and underscores only
     * @throws IllegalArgumentException if the name has other characters
     */
    public void createDatabase(String name) throws SQLException {
        if (!name.matches("\\w+")) {
            throw new IllegalArgumentException("Not a database name: '" + name + "'");
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl(""), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS " + name);
        }
    }

    /** Kills the server process, simulating a power cut; committed data is back after {@link #restart()}. */
    public synchronized void kill() {
        server.kill();
    }

    /**
     * Starts the server again with the same data and port. A server that is still running is first shut down cleanly.
     *
     * @throws IllegalStateException if the server does not start (with the last lines of its log), or if this instance is closed
     */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("This server was closed");
        }
        server.stop();
        launch();
    }

    /** Stops the server and deletes temporary data. Idempotent. */
    @Override
    public void close() {
        shutDown();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook runs, but has nothing left to do.
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

    /** Start options of a server; all have defaults. */
    public static final class Builder {
        private final ServerPrograms programs = ServerChoice.ofThisMachine();
        private int port;
        private Path dataFolder;
        private Consumer<String> progress = line -> {};
        private boolean closedByCaller;
        private final List<String> arguments = new ArrayList<>();

        private Builder() {}

        /** What will be started, for messages. */
        public String description() {
            return programs.description();
        }

        /** TCP port; default 0: any free port. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Persistent data folder: new, empty or from an earlier run. Default: a temporary one, deleted on close. */
        Builder dataFolder(Path folder) {
            this.dataFolder = folder;
            return this;
        }

        /** Receives a human-readable line before each step that may take more than two seconds. Default: no-op. */
        public Builder onProgress(Consumer<String> listener) {
            this.progress = listener;
            return this;
        }

        /** Adds a server argument such as {@code --innodb-buffer-pool-size=1G}; it overrides the defaults. */
        public Builder argument(String argument) {
            this.arguments.add(argument);
            return this;
        }

        /**
         * Installs no shutdown hook. Shutdown hooks run concurrently, so a caller that stops its services in order must also
         * close the server itself, after the services that use it.
         */
        public Builder closedByCaller() {
            this.closedByCaller = true;
            return this;
        }

        /**
         * Starts the server and returns once it accepts connections.
         *
         * @throws IllegalStateException if the port is in use
         * @throws MysqlStartException if the data folder holds other files, the cache or data folder cannot be written, or the
         *     server does not start (with the last lines of its log)
         */
        public EmbeddedMysql start() {
            if (port != 0) {
                // Fail before the slow unpacking.
                Ports.requireFree(port);
            }
            Distribution distribution = Distribution.in(CacheFolder.ofThisUser(), programs, progress);
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
