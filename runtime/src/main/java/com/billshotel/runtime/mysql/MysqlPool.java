package com.billshotel.runtime.mysql;

import com.billshotel.runtime.health.HealthCheck;
import com.billshotel.runtime.limits.Budget;
import com.billshotel.runtime.limits.TimeLimits;
import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.HostList;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import com.google.common.util.concurrent.Uninterruptibles;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pool of MySQL connections. Transactions are READ COMMITTED and end with a commit or a full rollback.
 *
 * <p>Single statements and the health check have connections of their own. So they never wait for transactions, which may
 * all be waiting for locks, and no connection has to switch between the two modes, which would cost two round trips per
 * transaction.
 *
 * <p>Opening the pool does not wait for MySQL, which may be down at that time or later. {@link #problem} reports its
 * state.
 */
public final class MysqlPool implements HealthCheck, AutoCloseable {
    static final Setting<HostList> HOST = Setting.hosts(
            "MYSQL_HOST", "localhost", "MySQL server, or those that fail over to one another, separated by commas");
    static final Setting<Integer> PORT =
            Setting.port("MYSQL_PORT", 3306, "port of the MySQL server, unless MYSQL_HOST has one");
    static final Setting<String> DATABASE = Setting.text(
            "MYSQL_DATABASE",
            "hotel_db",
            Pattern.compile("[0-9A-Za-z$_-]{1,64}"),
            "1 to 64 letters, digits, $, _ or -",
            "database with the tables of sql/init.sql");
    static final Setting<String> USER = Setting.text(
            "MYSQL_USER",
            "root",
            Pattern.compile("[^\\s]{1,32}"),
            "1 to 32 characters without whitespace",
            "MySQL user");
    static final Setting<String> PASSWORD = Setting.secret("MYSQL_PASSWORD", "MySQL password");
    static final Setting<Optional<String>> PASSWORD_FILE = Setting.optionalFile(
            "MYSQL_PASSWORD_FILE", "file with the password, instead of MYSQL_PASSWORD; read again for each connection");
    static final Setting<String> SSL_MODE = Setting.text(
            "MYSQL_SSL_MODE",
            SslMode.PREFERRED.name(),
            SslMode.PATTERN,
            SslMode.EXPECTED,
            "TLS to MySQL: DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY");
    static final Setting<Optional<String>> CA_FILE = Setting.optionalFile(
            "MYSQL_CA_FILE", "PEM file with the CAs of MySQL's certificate; read again for each connection");

    /** The settings that a service with a pool must include in its own. */
    public static final List<Setting<?>> SETTINGS =
            List.of(HOST, PORT, DATABASE, USER, PASSWORD, PASSWORD_FILE, SSL_MODE, CA_FILE);

    /** One thread that reads or waits for the first answer, and the health check. */
    private static final int SINGLE_STATEMENTS = 2;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final HikariDataSource transactions;
    private final HikariDataSource statements;
    private final MysqlProblem problems;
    private final TlsNotice tlsNotice;
    private final List<Table> tables;
    private final MysqlTls tls;
    private volatile boolean shapesAreRight;

    private MysqlPool(
            HikariDataSource transactions,
            HikariDataSource statements,
            MysqlProblem problems,
            TlsNotice tlsNotice,
            List<Table> tables,
            MysqlTls tls) {
        this.transactions = transactions;
        this.statements = statements;
        this.problems = problems;
        this.tlsNotice = tlsNotice;
        this.tables = tables;
        this.tls = tls;
    }

    /**
     * Opens a pool, which connects in the background.
     *
     * @param size maximum number of concurrent transactions, each on a connection of its own; up to two more connections
     *     serve single statements and the health check
     * @param tables the tables and columns that the service needs; {@link #problem} checks for them and their version
     * @throws BadSettingException if the settings contradict each other
     */
    public static MysqlPool open(Settings settings, int size, List<Table> tables) throws BadSettingException {
        MysqlTls tls = MysqlTls.of(settings);
        HikariConfig transactions = PoolConfig.of(settings, tls, size);
        transactions.setAutoCommit(false);
        HikariConfig statements = PoolConfig.of(settings, tls, SINGLE_STATEMENTS);
        statements.setPoolName(statements.getPoolName() + "-statements");
        statements.setMinimumIdle(1);
        MysqlPool pool = new MysqlPool(
                new HikariDataSource(transactions),
                new HikariDataSource(statements),
                new MysqlProblem(settings, tls),
                new TlsNotice(tls),
                List.copyOf(tables),
                tls);
        // The pool has set this to how long a caller waits for a connection. But logging in takes many round trips,
        // and a connection that is too late for this caller serves the next one.
        DriverManager.setLoginTimeout((int) TimeLimits.LOGIN.toSeconds());
        return pool;
    }

    /**
     * Runs the work in one transaction: commits if it returns, rolls everything back if it throws.
     *
     * <p>The work must be safe to repeat: after an exception the transaction may still have committed, if the
     * connection broke during COMMIT.
     *
     * @throws SQLException if no connection is available, or from the work or COMMIT; {@link MysqlFault} classifies it
     */
    public <T> T inTransaction(SqlWork<T> work) throws SQLException {
        return inTransaction(Budget.unlimited(), work);
    }

    /**
     * Like {@link #inTransaction(SqlWork)}, within a budget: once it is exhausted, no further statement starts, and the
     * transaction is rolled back instead of committed. A statement that is running then ends by its own limits.
     *
     * @throws BudgetExhaustedException if the budget is exhausted
     */
    public <T> T inTransaction(Budget budget, SqlWork<T> work) throws SQLException {
        try (Connection connection = connect(transactions)) {
            try {
                T result = work.apply(BudgetedConnection.of(connection, budget));
                BudgetedConnection.check(budget);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error failure) {
                rollBack(connection, failure);
                throw failure;
            }
        }
    }

    /** Runs a single statement in auto-commit mode, which saves the round trip of a commit. */
    public <T> T withConnection(SqlWork<T> work) throws SQLException {
        try (Connection connection = connect(statements)) {
            return work.apply(connection);
        }
    }

    @Override
    public String name() {
        return "MySQL";
    }

    @Override
    public Optional<String> problem() {
        try (Connection connection = statements.getConnection();
                Statement statement = connection.createStatement()) {
            tlsNotice.log(connection);
            if (tls.servers().size() > 1) {
                Primary.require(connection);
            }
            return tables.isEmpty() ? Optional.empty() : schemaProblem(statement);
        } catch (NotPrimaryException failedOver) {
            evictAll();
            return Optional.of("the servers have failed over, and the connections follow");
        } catch (SQLException failure) {
            shapesAreRight = false;
            return Optional.of(problems.describe(failure));
        }
    }

    /** A pool that was closed meanwhile says so with an exception of no kind, which would look like a fault of the statement. */
    private static Connection connect(HikariDataSource pool) throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLException failure) {
            throw pool.isClosed() ? new SQLNonTransientConnectionException("the pool is closed", failure) : failure;
        }
    }

    /** A connection that only reads would otherwise stay with the old primary, and read what it had. */
    private void evictAll() {
        transactions.getHikariPoolMXBean().softEvictConnections();
        statements.getHikariPoolMXBean().softEvictConnections();
    }

    private Optional<String> schemaProblem(Statement statement) throws SQLException {
        Optional<String> wrongVersion = SchemaVersion.of(statement).problem();
        if (wrongVersion.isPresent()) {
            shapesAreRight = false;
            return wrongVersion.map(problems::ofVersion);
        }
        for (Table table : tables) {
            statement.executeQuery(table.probe()).close();
        }
        return shapesAreRight ? Optional.empty() : shapeProblem(statement);
    }

    /** Until it was right once, and again after any problem: information_schema is not as cheap as the tables themselves. */
    private Optional<String> shapeProblem(Statement statement) throws SQLException {
        Optional<String> difference = new TableShapes(tables).problem(statement);
        shapesAreRight = difference.isEmpty();
        return difference.map(problems::ofShape);
    }

    /**
     * Closes the connections, for a few seconds at most. While MySQL hangs, they take as long as their sockets' time limit, one
     * after the other. There is nothing to wait for: MySQL rolls back what is open.
     */
    @Override
    public void close() {
        Thread closing = new Thread(
                () -> {
                    transactions.close();
                    statements.close();
                },
                "mysql-close");
        closing.setDaemon(true);
        closing.start();
        Uninterruptibles.joinUninterruptibly(closing, CLOSE_LIMIT);
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            // MySQL itself rolls back the transaction of a broken connection.
            failure.addSuppressed(broken);
        }
    }
}
