package com.billshotel.runtime.mysql;

import com.billshotel.runtime.health.HealthCheck;
import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pool of connections to MySQL whose transactions are READ COMMITTED and end in a commit or a whole rollback.
 *
 * <p>Opening waits for nothing: MySQL may come later, go and come back. {@link #problem} says whether it is there.
 */
public final class MysqlPool implements HealthCheck, AutoCloseable {
    public static final Setting<String> HOST = Setting.host("MYSQL_HOST", "localhost", "MySQL server");
    public static final Setting<Integer> PORT = Setting.port("MYSQL_PORT", 3306, "MySQL server's port");
    public static final Setting<String> DATABASE = Setting.text(
            "MYSQL_DATABASE",
            "hotel_db",
            Pattern.compile("[0-9A-Za-z$_-]{1,64}"),
            "1 to 64 letters, digits, $, _ or -",
            "database that sql/init.sql was applied to");
    public static final Setting<String> USER = Setting.text(
            "MYSQL_USER", "root", Pattern.compile("[^\\s]{1,32}"), "1 to 32 characters, no blanks", "MySQL user");
    public static final Setting<String> PASSWORD = Setting.secret("MYSQL_PASSWORD", "MySQL password");
    public static final Setting<Optional<String>> PASSWORD_FILE = Setting.optionalFile(
            "MYSQL_PASSWORD_FILE", "file with the password instead, read anew for each connection");

    /** What a service that uses the pool must list among its settings. */
    public static final List<Setting<?>> SETTINGS = List.of(HOST, PORT, DATABASE, USER, PASSWORD, PASSWORD_FILE);

    private final HikariDataSource connections;
    private final MysqlProblem problems;
    private final List<Table> tables;

    private MysqlPool(HikariDataSource connections, MysqlProblem problems, List<Table> tables) {
        this.connections = connections;
        this.problems = problems;
        this.tables = tables;
    }

    /**
     * Makes a pool, which connects in the background.
     *
     * @param size the most connections at a time
     * @param tables those without which the service cannot work; {@link #problem} looks for them
     * @throws BadSettingException if the settings contradict each other
     */
    public static MysqlPool open(Settings settings, int size, List<Table> tables) throws BadSettingException {
        return new MysqlPool(
                new HikariDataSource(PoolConfig.of(settings, size)), new MysqlProblem(settings), List.copyOf(tables));
    }

    /**
     * Runs the work in one transaction: commits if it returns, rolls the whole transaction back if it throws.
     *
     * <p>An exception does not tell that nothing was committed: the connection may have broken during the COMMIT. Only
     * repeatable work belongs here.
     */
    public <T> T inTransaction(SqlWork<T> work) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.apply(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error failure) {
                rollBack(connection, failure);
                throw failure;
            }
        }
    }

    /** Runs a single statement's work without a transaction around it, which saves two round trips. */
    public <T> T withConnection(SqlWork<T> work) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            return work.apply(connection);
        }
    }

    @Override
    public String name() {
        return "MySQL";
    }

    @Override
    public Optional<String> problem() {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            for (Table table : tables) {
                statement.executeQuery(table.probe()).close();
            }
            return Optional.empty();
        } catch (SQLException failure) {
            return Optional.of(problems.describe(failure));
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            // The server rolls back what a broken connection leaves behind.
            failure.addSuppressed(broken);
        }
    }
}
