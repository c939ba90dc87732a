package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.runtime.mysql.SchemaVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code migrate}, on databases of every kind. */
abstract class MigrationsContract {
    private static final Path FOLDER = Path.of("..", "sql", "migrations");
    private static final int NEWEST = SchemaVersion.NEEDED;

    private TestDatabase database;
    private Sql sql;

    abstract HotelSystem system();

    @BeforeEach
    void create() {
        database = system().backend().freshDatabase();
        sql = Sql.on(database);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void emptyDatabase_getsTheTablesOfInitSql() throws Exception {
        MigrateRun run = migrate();

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("version 1: tables of 1.0", "version 2: facilities are strings: done after ");
        assertThat(run.out())
                .contains(NEWEST + " migrations done; the schema has version " + NEWEST
                        + ", and this hotel-server needs " + NEWEST);
        assertThat(MigrateRun.structure(sql)).isEqualTo(MigrateRun.structure(system().sql()));
    }

    @Test
    void databaseOf1_0_keepsItsRows() throws Exception {
        sql.execute(Files.readString(FOLDER.resolve("V1__tables_of_1.0.sql")));
        sql.execute("INSERT INTO hotels VALUES (1, 'one', 100, 5)");
        sql.execute("INSERT INTO hotel_details VALUES (1, 'Geneva', '[\"pool\"]')");
        sql.execute("INSERT INTO room_holds (reservation_id, hotel_id, state) VALUES (7, 1, 'HELD')");

        assertThat(migrate().code()).isZero();

        assertThat(MigrateRun.structure(sql)).isEqualTo(MigrateRun.structure(system().sql()));
        assertThat(sql.rows("SELECT * FROM hotels")).containsExactly("1, one, 100, 5");
        assertThat(sql.rows("SELECT location, facilities FROM hotel_details")).containsExactly("Geneva, [\"pool\"]");
        assertThat(sql.rows("SELECT reservation_id FROM room_holds")).containsExactly("7");
    }

    @Test
    void databaseOfInitSql_getsTheHistoryOnly() throws Exception {
        sql.applyFile("init.sql");

        assertThat(migrate().code()).isZero();

        assertThat(MigrateRun.structure(sql)).isEqualTo(MigrateRun.structure(system().sql()));
        assertThat(migrate().out()).contains("nothing to do; the schema has version " + NEWEST);
    }

    /** Whatever has run before the interruption, as MySQL cannot roll back DDL. */
    @Test
    void migrate_interruptedAtAnyStatement_runsAgain() throws Exception {
        List<String> statements = new ArrayList<>();
        for (Path script : scripts()) {
            statements.addAll(MigrateRun.statements(script));
        }
        assertThat(statements).hasSizeGreaterThan(NEWEST);
        for (int done = 1; done <= statements.size(); done++) {
            try (TestDatabase interrupted = system().backend().freshDatabase()) {
                Sql part = Sql.on(interrupted);
                part.execute(String.join(";\n", statements.subList(0, done)));

                MigrateRun run = MigrateRun.of(interrupted, Map.of());

                assertThat(run.code()).as("%d statements: %s", done, run.err()).isZero();

                assertThat(MigrateRun.structure(part)).isEqualTo(MigrateRun.structure(system().sql()));
            }
        }
    }

    @Test
    void migrate_bySeveralAtOnce_runsEachMigrationOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<MigrateRun> migrate = this::migrate;
            for (Future<MigrateRun> run : threads.invokeAll(List.of(migrate, migrate, migrate, migrate))) {
                assertThat(run.get().code()).as(run.get().err()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(sql.rows("SELECT version FROM flyway_schema_history WHERE version > 0 ORDER BY installed_rank"))
                .hasSize(NEWEST)
                .doesNotHaveDuplicates();
    }

    @Test
    void migrate_whileAnotherRuns_saysThatItWaits() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection other = sql.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT GET_LOCK(CONCAT('migrate ', SHA2(DATABASE(), 224)), 0)");
            Future<MigrateRun> run = thread.submit(() -> migrate());
            Eventually.until("a second lock that waits", () -> sql.rows("SHOW FULL PROCESSLIST").stream()
                    .anyMatch(row ->
                            row.contains(database.name()) && row.contains("SELECT GET_LOCK") && !row.contains(", 0)")));
            statement.execute("SELECT RELEASE_ALL_LOCKS()");

            assertThat(run.get().code()).isZero();
            assertThat(run.get().err()).startsWith("waiting for another migrate to end");
        } finally {
            thread.shutdownNow();
        }
    }

    /** As when it is killed between the first two steps of Flyway. */
    @Test
    void migrate_withAnEmptyHistory_startsOver() throws Exception {
        migrate();
        sql.execute("DELETE FROM flyway_schema_history");

        MigrateRun run = migrate();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(MigrateRun.structure(sql)).isEqualTo(MigrateRun.structure(system().sql()));
        assertThat(migrate().out()).contains("nothing to do; the schema has version " + NEWEST);
    }

    @Test
    void rowThatViolatesANewConstraint_isReported_andMigrateGoesOnOnceItIsMended() throws Exception {
        sql.execute(Files.readString(FOLDER.resolve("V1__tables_of_1.0.sql")));
        sql.execute("INSERT INTO hotels VALUES (1, 'one', 100, 5)");
        sql.execute("INSERT INTO hotel_details VALUES (1, 'Geneva', '{}')");

        MigrateRun refused = migrate();
        sql.execute("UPDATE hotel_details SET facilities = '[]'");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("hotel_details_facilities", "docs/upgrading.md says how to find the rows");
        assertThat(refused.err()).doesNotContain("Exception", "\tat ");
        assertThat(migrate().code()).isZero();
        assertThat(MigrateRun.structure(sql)).isEqualTo(MigrateRun.structure(system().sql()));
    }

    @Test
    void user_withoutTheRight_isToldWhichOne() throws Exception {
        sql.execute(Files.readString(FOLDER.resolve("V1__tables_of_1.0.sql")));
        String user = "m" + Math.abs(database.name().hashCode());
        sql.execute("CREATE USER " + user + " IDENTIFIED BY 'Secret-9'; GRANT SELECT, INSERT ON " + database.name()
                + ".* TO " + user);
        try {
            MigrateRun refused = MigrateRun.of(database, Map.of("MYSQL_USER", user, "MYSQL_PASSWORD", "Secret-9"));

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("CREATE command denied", "grant it, or use another MYSQL_USER");
        } finally {
            sql.execute("DROP USER " + user);
        }
    }

    @Test
    void newerDatabase_isRefused_withBothVersions() throws Exception {
        migrate();
        sql.execute(
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) VALUES (99, '99', 'from the future', 'SQL', 'V99__x.sql', 'me', 1, 1)");

        MigrateRun refused = migrate();

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("the schema has version 99, and this hotel-server knows only " + NEWEST);
    }

    @Test
    void databaseOfANewerInitSql_isRefused_withBothVersions() throws Exception {
        sql.applyFile("init.sql");
        sql.execute("INSERT INTO schema_versions VALUES (99, 1)");

        assertThat(migrate().err()).contains("the schema has version 99, and this hotel-server knows only " + NEWEST);
    }

    /** What the services look at, as {@link SchemaProblemsContract} tests. */
    @Test
    void newestVersion_isTheOneThatInitSqlRecords() throws Exception {
        migrate();

        String newest = "SELECT * FROM schema_versions ORDER BY version DESC LIMIT 1";
        assertThat(sql.rows(newest))
                .isEqualTo(system().sql().rows(newest))
                .singleElement()
                .asString()
                .startsWith(NEWEST + ", ");
    }

    @Test
    void dryRun_printsTheSql_andChangesNothing() throws Exception {
        MigrateRun run = migrate("--dry-run");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains(
                        "-- Version 2: facilities are strings",
                        "CREATE TABLE IF NOT EXISTS hotels",
                        NEWEST + " migrations would run");
        assertThat(sql.rows("SHOW TABLES")).isEmpty();
    }

    @Test
    void info_listsWhatTheDatabaseHas() throws Exception {
        MigrateRun before = migrate("info");
        migrate();
        MigrateRun after = migrate("info");

        assertThat(before.out().lines())
                .hasSize(1 + NEWEST)
                .anyMatch(line -> line.matches("2 +facilities are strings +pending +"));
        assertThat(after.out().lines())
                .anyMatch(line -> line.matches(
                        "2 +facilities are strings +success +20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    private MigrateRun migrate(String... arguments) {
        return MigrateRun.of(database, Map.of(), arguments);
    }
}
