package com.billshotel.server.migrations;

import com.billshotel.runtime.app.CommandFailedException;
import com.billshotel.runtime.mysql.MysqlAdministration;
import com.billshotel.runtime.mysql.MysqlFault;
import com.billshotel.runtime.mysql.SchemaVersion;
import com.billshotel.runtime.mysql.Tidb;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.internal.scanner.Scanner;

/**
 * The migrations in {@code sql/migrations}, and which of them a database has. Flyway records those in a table of its own. A database
 * of the original system also gets those in {@code sql/original}.
 *
 * <p>A database without that table may have the tables of any version up to {@code init.sql}'s. So each migration leaves unchanged
 * what it finds done; that also lets a migration run again that was interrupted at any statement, as MySQL cannot roll back DDL.
 */
final class Migrations {
    static final String HISTORY = "flyway_schema_history";
    static final String BASELINE = "before migrations";

    private static final String FOLDER = "sql/migrations";
    private static final MigrationVersion NONE = MigrationVersion.fromVersion("0");
    private static final Duration LOCK_WAIT = Duration.ofDays(7);
    private static final int CHECK_VIOLATED_MYSQL = 3819;
    private static final int CHECK_VIOLATED_MARIADB = 4025;

    private final MysqlAdministration mysql;
    private final Rows rows;
    private final OriginalTables original;
    private final Callback[] progress;
    private Boolean tidb; // null until MySQL was asked

    /** @param progress is told when a migration begins and when it has ended */
    Migrations(MysqlAdministration mysql, Callback... progress) {
        this.mysql = mysql;
        this.rows = new Rows(mysql.connections());
        this.original = new OriginalTables(rows, mysql.server());
        this.progress = progress.clone();
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
     *
     * @param onWait runs if there is another to wait for
     */
    void exclusively(Runnable onWait, Task task) throws CommandFailedException {
        asking(() -> {
            try (Connection connection = mysql.connections().getConnection();
                    Statement statement = connection.createStatement()) {
                // Held until the connection is closed, which MySQL does with one that is idle for 8 hours.
                statement.execute("SET SESSION wait_timeout = " + LOCK_WAIT.toSeconds());
                for (Duration wait = Duration.ZERO; !lock(statement, wait); wait = LOCK_WAIT) {
                    onWait.run();
                }
                task.run();
                return null;
            }
        });
    }

    private static boolean lock(Statement statement, Duration wait) throws SQLException {
        // A lock's name has at most 64 characters, and is the same on the whole server.
        try (ResultSet result = statement.executeQuery(
                "SELECT GET_LOCK(CONCAT('migrate ', SHA2(DATABASE(), 224)), " + wait.toSeconds() + ")")) {
            return result.next() && result.getBoolean(1);
        } catch (SQLException failure) {
            if (MysqlFault.of(failure) == MysqlFault.CONTENTION) { // TiDB gives up before the time is over
                return false;
            }
            throw failure;
        }
    }

    /** All migrations that this program knows or the database has, in order. */
    List<MigrationInfo> all() throws CommandFailedException {
        return asking(() -> Arrays.stream(flyway().info().all())
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

    /** The version in the table that the services read, which {@code init.sql} writes as well. */
    private MigrationVersion recorded() throws CommandFailedException {
        return asking(() -> {
            try (Connection connection = mysql.connections().getConnection();
                    Statement statement = connection.createStatement()) {
                return MigrationVersion.fromVersion(
                        Integer.toString(SchemaVersion.of(statement).version()));
            }
        });
    }

    /** The migrations that {@link #migrate} would run, in order. */
    List<MigrationInfo> pending() throws CommandFailedException {
        return all().stream()
                .filter(migration -> !isFuture(migration))
                .filter(migration -> !isDone(migration))
                .toList();
    }

    /** See {@link OriginalTables#rooms}. */
    List<String> originalRooms() throws CommandFailedException {
        return asking(original::rooms);
    }

    /** The SQL of a migration. */
    String sql(MigrationInfo migration) throws CommandFailedException {
        return asking(() -> isTidb() ? TidbScripts.adapted(script(migration)) : script(migration));
    }

    private static String script(MigrationInfo migration) {
        String folder = OriginalTables.isTheirs(migration.getVersion()) ? OriginalTables.FOLDER : FOLDER;
        try (InputStream script =
                Migrations.class.getClassLoader().getResourceAsStream(folder + "/" + migration.getScript())) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Checks that the database can be migrated.
     *
     * @throws CommandFailedException if it is of a newer version, or of the original system with contradictory rows, or leaves out
     *     constraints
     */
    void requireSuitable() throws CommandFailedException {
        MigrationVersion found = current();
        MigrationVersion known = newest();
        for (MigrationVersion version : List.of(found, recorded())) {
            if (version.compareTo(known) > 0) {
                throw new CommandFailedException("the schema has version " + version
                        + ", and this hotel-server knows only " + known + ": use the newer hotel-server");
            }
        }
        asking(() -> {
            if (isTidb() && rows.select("SELECT @@tidb_enable_check_constraint").contains(List.of("0"))) {
                throw new CommandFailedException(mysql.server() + " would leave out CHECK constraints: run"
                        + " SET GLOBAL tidb_enable_check_constraint = ON there first; see docs/tidb.md");
            }
            original.requireSuitable(found.compareTo(NONE) > 0);
            return null;
        });
    }

    /**
     * Runs what is pending, in order, up to the first that fails.
     *
     * @throws CommandFailedException if one fails
     */
    void migrate() throws CommandFailedException {
        asking(() -> {
            forgetFailures();
            if (isTidb()) {
                TidbHistory.create(rows);
            }
            return flyway().migrate();
        });
    }

    private Flyway flyway() throws SQLException {
        List<String> locations = new ArrayList<>(List.of("classpath:" + FOLDER));
        if (original.needMigrations()) {
            locations.add("classpath:" + OriginalTables.FOLDER);
        }
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(mysql.connections())
                .locations(locations.toArray(String[]::new))
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion(NONE)
                .baselineDescription(BASELINE)
                .placeholderReplacement(false)
                .loggers("slf4j")
                .callbacks(progress);
        if (isTidb()) {
            configuration.resourceProvider(
                    new TidbScripts(new Scanner<>(JavaMigration.class, configuration, configuration.getLocations())));
        }
        return configuration.load();
    }

    private boolean isTidb() throws SQLException {
        if (tidb == null) {
            try (Connection connection = mysql.connections().getConnection()) {
                tidb = Tidb.isAt(connection);
            }
        }
        return tidb;
    }

    private static boolean isDone(MigrationInfo migration) {
        return migration.getState().isApplied() && !migration.getState().isFailed();
    }

    private static boolean isFuture(MigrationInfo migration) {
        return migration.getState() == MigrationState.FUTURE_SUCCESS
                || migration.getState() == MigrationState.FUTURE_FAILED;
    }

    /** Flyway refuses to go on after a failure, or an interruption of its first step, until somebody has cleaned up its table. */
    private void forgetFailures() throws SQLException {
        if (rows.hasTable(HISTORY)) {
            rows.execute("DELETE FROM " + HISTORY + " WHERE NOT success");
            if (!rows.exist(HISTORY)) {
                rows.execute("DROP TABLE " + HISTORY);
            }
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
                    default ->
                        MysqlFault.missingRight(failure)
                                .or(() -> Optional.of(root)
                                        .filter(Migrations::isOfData)
                                        .map(SQLException::getMessage))
                                .map(answer -> mysql.server() + ": " + answer)
                                .orElseGet(() -> mysql.describe(failure));
                });
    }

    /** A value or a key that the statement cannot store; the message names it. */
    private static boolean isOfData(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("22") || state.startsWith("23");
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
