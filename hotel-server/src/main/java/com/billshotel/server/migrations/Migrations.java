package com.billshotel.server.migrations;

import com.billshotel.runtime.app.CommandFailedException;
import com.billshotel.runtime.mysql.MysqlAdministration;
import com.billshotel.runtime.mysql.MysqlFault;
import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;

/**
 * The migrations in {@code sql/migrations}, and which of them a database has. Flyway records those in a table of its own.
 *
 * <p>A database without that table may have the tables of any version up to {@code init.sql}'s. So each migration leaves unchanged
 * what it finds done; that also lets a migration run again that was interrupted at any statement, as MySQL cannot roll back DDL.
 */
final class Migrations {
    private static final String FOLDER = "sql/migrations";
    private static final String HISTORY = "flyway_schema_history";
    private static final MigrationVersion NONE = MigrationVersion.fromVersion("0");
    private static final Duration LOCK_WAIT = Duration.ofDays(7);
    private static final int CHECK_VIOLATED_MYSQL = 3819;
    private static final int CHECK_VIOLATED_MARIADB = 4025;

    private final MysqlAdministration mysql;
    private final Flyway flyway;

    /** @param progress is told when a migration begins and when it has ended */
    Migrations(MysqlAdministration mysql, Callback... progress) {
        this.mysql = mysql;
        this.flyway = Flyway.configure()
                .dataSource(mysql.connections())
                .locations("classpath:" + FOLDER)
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion(NONE)
                .baselineDescription("before migrations")
                .placeholderReplacement(false)
                .loggers("slf4j")
                .callbacks(progress)
                .load();
    }

    /** Waits until MySQL answers; {@code onWait} runs once if there is something to wait for. */
    void awaitMysql(Duration limit, Runnable onWait) throws CommandFailedException, InterruptedException {
        try {
            mysql.awaitAnswer(limit, onWait);
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /**
     * Runs the task while no other program migrates. Flyway's own lock does not cover all that precedes the first migration: of
     * several that start at once on an empty database, one may fail.
     */
    void exclusively(Task task) throws CommandFailedException {
        asking(() -> {
            try (Connection connection = mysql.connections().getConnection();
                    Statement statement = connection.createStatement()) {
                // Held until the connection is closed. A lock's name has at most 64 characters.
                statement.execute(
                        "SELECT GET_LOCK(CONCAT('migrate ', SHA2(DATABASE(), 224)), " + LOCK_WAIT.toSeconds() + ")");
                task.run();
                return null;
            }
        });
    }

    /** All migrations that this program knows or the database has, in order. */
    List<MigrationInfo> all() throws CommandFailedException {
        return asking(() -> Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getVersion().compareTo(NONE) > 0)
                .toList());
    }

    /** The newest version that this program knows. */
    MigrationVersion newest() throws CommandFailedException {
        return all().stream()
                .filter(migration -> !isFuture(migration))
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder())
                .orElse(NONE);
    }

    /** The version of the database. */
    MigrationVersion current() throws CommandFailedException {
        return all().stream()
                .filter(Migrations::isDone)
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder())
                .orElse(NONE);
    }

    /** The migrations that {@link #migrate} would run, in order. */
    List<MigrationInfo> pending() throws CommandFailedException {
        return all().stream()
                .filter(migration -> !isFuture(migration))
                .filter(migration -> !isDone(migration))
                .toList();
    }

    /** The SQL of a migration. */
    String sql(MigrationInfo migration) {
        try (InputStream script =
                Migrations.class.getClassLoader().getResourceAsStream(FOLDER + "/" + migration.getScript())) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Runs what is pending, in order, up to the first that fails.
     *
     * @throws CommandFailedException if one fails, or if the database is unsuitable
     */
    void migrate() throws CommandFailedException {
        asking(() -> {
            requireOurTables();
            forgetFailures();
            return flyway.migrate();
        });
    }

    private static boolean isDone(MigrationInfo migration) {
        return migration.getState().isApplied() && !migration.getState().isFailed();
    }

    private static boolean isFuture(MigrationInfo migration) {
        return migration.getState() == MigrationState.FUTURE_SUCCESS
                || migration.getState() == MigrationState.FUTURE_FAILED;
    }

    /** The original system's table hotels has the same name and the same visible columns. */
    private void requireOurTables() throws SQLException, CommandFailedException {
        String columns = "information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'hotels'";
        if (hasRows(columns) && !hasRows(columns + " AND column_name = 'decisions'")) {
            throw new CommandFailedException("the tables at " + mysql.server()
                    + " are those of the original system, which cannot be migrated: see docs/upgrading.md");
        }
    }

    /** Flyway refuses to go on after a failure, or an interruption of its first step, until somebody has cleaned up its table. */
    private void forgetFailures() throws SQLException {
        if (hasRows("information_schema.tables WHERE table_schema = DATABASE() AND table_name = '" + HISTORY + "'")) {
            execute("DELETE FROM " + HISTORY + " WHERE NOT success");
            if (!hasRows(HISTORY)) {
                execute("DROP TABLE " + HISTORY);
            }
        }
    }

    private boolean hasRows(String from) throws SQLException {
        try (Connection connection = mysql.connections().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM " + from + " LIMIT 1")) {
            return rows.next();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = mysql.connections().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private <T> T asking(Question<T> question) throws CommandFailedException {
        try {
            return question.ask();
        } catch (SQLException failure) {
            throw failed(failure);
        } catch (FlywayException failure) {
            throw Throwables.getCausalChain(failure).stream()
                    .filter(SQLException.class::isInstance)
                    .map(cause -> failed((SQLException) cause))
                    .findFirst()
                    .orElseGet(() -> new CommandFailedException(
                            failure.getMessage().lines().findFirst().orElse("failed")));
        }
    }

    private CommandFailedException failed(SQLException failure) {
        SQLException root = MysqlFault.rootFault(failure);
        return new CommandFailedException(
                switch (root.getErrorCode()) {
                    case CHECK_VIOLATED_MYSQL, CHECK_VIOLATED_MARIADB ->
                        root.getMessage() + ": docs/upgrading.md says how to find the rows";
                    // Names the right that is missing.
                    case 1044, 1142, 1227 ->
                        mysql.server() + ": " + root.getMessage() + ": grant it, or use another MYSQL_USER";
                    default -> mysql.describe(failure);
                });
    }

    @FunctionalInterface
    interface Task {
        void run() throws CommandFailedException;
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SQLException, CommandFailedException;
    }
}
