package com.billshotel.server;

import static com.billshotel.server.Holds.RESERVED;
import static com.billshotel.server.Holds.USER;
import static com.billshotel.server.Holds.decideOne;
import static com.billshotel.server.Holds.hold;
import static com.billshotel.server.Holds.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.proto.HoldDecision.Outcome;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceBlockingStub;
import com.billshotel.runtime.mysql.SchemaVersion;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code migrate}, on a database that the original Go system made and filled. */
abstract class OriginalDatabaseContract {
    private static final int NEWEST = SchemaVersion.NEEDED;

    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE hotels (
              id INT NOT NULL PRIMARY KEY,
              name VARCHAR(255),
              price_pernight INT,
              rooms_available INT
            )""",
            """
            CREATE TABLE reserve_hotel (
              id INT NOT NULL PRIMARY KEY,
              iscancel BOOLEAN,
              hotelid INT,
              userid INT,
              reserved_unix_datetime INT,
              checkin_unix_datetime INT,
              FOREIGN KEY (hotelid) REFERENCES hotels (id)
            )""");

    /** A hotel with bookings, one of them with unknown values and one cancelled; one of unknown values; a booking of no hotel. */
    private static final List<String> ROWS = List.of(
            "INSERT INTO hotels VALUES (0, 'myhotel', 10000, 96), (7, NULL, NULL, NULL), (8, 'empty', 5, 0)",
            "INSERT INTO reserve_hotel VALUES (30, 0, 0, 12345, 1700000000, 1700604800),"
                    + " (10, NULL, 0, NULL, NULL, NULL), (20, 1, 0, 12345, 1700000000, 1700604800),"
                    + " (40, 0, 7, 1, 1700000000, 1700604800), (50, 0, NULL, 9, 1700000000, 1700604800)");

    private TestDatabase database;
    private Sql sql;

    abstract HotelSystem system();

    @BeforeEach
    void create() throws SQLException {
        database = system().backend().freshDatabase();
        sql = Sql.on(database);
        for (String statement : original()) {
            sql.execute(statement);
        }
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void migrate_makesItOurs_withAHoldForEachReservation() throws Exception {
        MigrateRun run = migrate();

        assertThat(run.code()).as(run.err()).isZero();
        assertOurs(sql);
        assertThat(sql.rows("SELECT * FROM hotels ORDER BY id"))
                .containsExactly("0, myhotel, 10000, 96", "7, , 0, 0", "8, empty, 5, 0");
        assertThat(sql.rows("SELECT * FROM reserve_hotel ORDER BY id"))
                .containsExactly(
                        "10, 0, 0, null, null, null",
                        "20, 1, 0, 12345, 1700000000, 1700604800",
                        "30, 0, 0, 12345, 1700000000, 1700604800",
                        "40, 0, 7, 1, 1700000000, 1700604800");
        assertThat(sql.rows(
                        "SELECT reservation_id, hotel_id, state, decided_seq, released_seq FROM room_holds ORDER BY 1"))
                .containsExactly(
                        "10, 0, HELD, 1, null",
                        "20, 0, RELEASED, 2, null",
                        "30, 0, HELD, 3, null",
                        "40, 7, HELD, 1, null");
        assertThat(sql.rows("SELECT decisions FROM hotels ORDER BY id")).containsExactly("3", "1", "0");
        assertThat(sql.rowsOfFile("audit.sql")).isEmpty();
    }

    @Test
    void migrate_printsWhatTheRowsSuggest() {
        assertThat(migrate().out().lines())
                .containsExactly(
                        "HOTEL        ROOMS_AVAILABLE      BOOKED  CANCELLED",
                        "0                         96           2          1",
                        "7                          0           1          0",
                        "8                          0           0          0",
                        "-- reservations without a hotel, only in original_reserve_hotel: 50",
                        "-- no count was changed: docs/upgrading.md says why they may be wrong",
                        "-- " + (NEWEST + 2) + " migrations done; the schema has version " + NEWEST
                                + ", and this hotel-server needs " + NEWEST);
    }

    @Test
    void dryRun_printsTheSame_andChangesNothing() throws Exception {
        MigrateRun run = migrate("--dry-run");

        assertThat(run.out()).contains("RENAME TABLE hotels", "0                         96           2          1");
        assertThat(run.out()).contains((NEWEST + 2) + " migrations would run");
        assertThat(sql.rows("SHOW TABLES")).containsExactlyInAnyOrder("hotels", "reserve_hotel");
        assertThat(migrate("info").out()).contains("0.1 ", "1.1 ", "pending");
    }

    @Test
    void originalTables_stayUnchanged_andCanBeDropped() throws Exception {
        migrate();

        assertThat(sql.rows("SELECT COUNT(*), SUM(rooms_available) FROM original_hotels"))
                .containsExactly("3, 96");
        assertThat(sql.rows("SELECT COUNT(*) FROM original_reserve_hotel")).containsExactly("5");
        assertThat(migrate().out()).contains("nothing to do; the schema has version " + NEWEST);
        assertThat(migrate("info").out()).contains("0                         96           2          1");

        sql.execute("DROP TABLE original_reserve_hotel, original_hotels");

        assertThat(migrate().out()).contains("nothing to do; the schema has version " + NEWEST);
        assertThat(migrate("info").out()).contains("0.1 ", "success").doesNotContain("missing", "HOTEL");
        assertThat(sql.rows("SELECT COUNT(*) FROM reserve_hotel")).containsExactly("4");
    }

    /** What was tried first on such a database, as its services asked for it. */
    @Test
    void initSql_appliedBefore_doesNoHarm() throws Exception {
        sql.applyFile("init.sql");

        MigrateRun run = migrate();

        assertThat(run.code()).as(run.err()).isZero();
        assertOurs(sql);
        assertThat(sql.rowsOfFile("audit.sql")).isEmpty();
        assertThat(sql.rows("SELECT COUNT(*) FROM room_holds")).containsExactly("4");
    }

    /** Each script is recorded once it has ended. */
    @Test
    void migrate_interruptedAtAnyStatement_runsAgain() throws Exception {
        migrate();
        List<String> scripts = List.of(
                "original/V0.1__rename_the_original_tables.sql",
                "migrations/V1__tables_of_1.0.sql",
                "original/V1.1__rows_of_the_original_system.sql");
        List<String> done = new ArrayList<>(original());
        for (int recorded = 0; recorded < scripts.size(); recorded++) {
            for (String statement : MigrateRun.statements(Path.of("..", "sql").resolve(scripts.get(recorded)))) {
                done.add(statement);
                assertRunsAgain(done, recorded);
            }
        }
    }

    private void assertRunsAgain(List<String> done, int recorded) throws Exception {
        try (TestDatabase interrupted = system().backend().freshDatabase()) {
            Sql part = Sql.on(interrupted);
            part.execute(String.join(";\n", done));
            if (recorded > 0) {
                String history = database.name() + ".flyway_schema_history";
                part.execute("CREATE TABLE flyway_schema_history LIKE " + history
                        + "; INSERT INTO flyway_schema_history SELECT * FROM " + history
                        + " WHERE installed_rank <= " + (1 + recorded));
            }

            MigrateRun run = MigrateRun.of(interrupted, Map.of());

            assertThat(run.code()).as("%s: %s", done, run.err()).isZero();
            assertOurs(part);
            assertThat(part.rowsOfFile("audit.sql")).isEmpty();
            assertThat(part.rows("SELECT COUNT(*), SUM(decided_seq) FROM room_holds"))
                    .containsExactly("4, 7");
            assertThat(part.rows("SELECT SUM(decisions) FROM hotels")).containsExactly("4");
        }
    }

    /** As after a restore of a dump, or by somebody who keeps a copy. */
    @Test
    void ourTables_besideOriginalOnes_areLeftAlone() throws Exception {
        migrate();
        try (TestDatabase other = system().backend().freshDatabase()) {
            Sql ours = Sql.on(other);
            ours.applyFile("init.sql");
            for (String table : List.of("original_hotels", "original_reserve_hotel")) {
                String original = database.name() + "." + table;
                ours.execute("CREATE TABLE " + table + " LIKE " + original + "; INSERT INTO " + table
                        + " SELECT * FROM " + original);
            }

            MigrateRun run = MigrateRun.of(other, Map.of());

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(ours.rows("SELECT * FROM hotels")).isEmpty();
            assertThat(MigrateRun.of(other, Map.of()).out()).contains("nothing to do");
        }
    }

    /** Which made health say SERVING, while nobody knew the old reservations. */
    @Test
    void columnAddedByHand_isNoObstacle() throws Exception {
        sql.execute("ALTER TABLE hotels ADD decisions BIGINT NOT NULL DEFAULT 0");

        assertThat(migrate().code()).isZero();

        assertOurs(sql);
        assertThat(sql.rows("SELECT COUNT(*) FROM room_holds")).containsExactly("4");
    }

    @Test
    void oldReservations_areKnownToTheServer() throws Exception {
        migrate();

        try (TestServer server = TestServer.serving(database)) {
            HotelServiceBlockingStub hotels = server.hotels();
            assertThat(decideOne(hotels, hold(30, 0))).isEqualTo(Outcome.HELD);
            assertThat(decideOne(
                            hotels, hold(30, 0).toBuilder().setUserId(USER + 1).build()))
                    .isEqualTo(Outcome.CONFLICT);
            assertThat(decideOne(hotels, hold(20, 0))).isEqualTo(Outcome.RELEASED);
            assertThat(rooms()).isEqualTo("96");
            assertThat(decideOne(hotels, release(30, 0))).isEqualTo(Outcome.RELEASED);
            assertThat(rooms()).isEqualTo("97");
            assertThat(decideOne(
                            hotels,
                            hold(3_000_000_000L, 0).toBuilder()
                                    .setReservedDatetime(RESERVED << 1)
                                    .build()))
                    .isEqualTo(Outcome.HELD);
            assertThat(sql.rows("SELECT decided_seq FROM room_holds WHERE reservation_id = 3000000000"))
                    .containsExactly("5");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE hotels SET rooms_available = -3 WHERE id = 8 | hotels whose price or rooms are not between 0 and 2147483647: 8",
                "UPDATE hotels SET price_pernight = -3 WHERE id < 8 | hotels whose price or rooms are not between 0 and 2147483647: 0, 7",
                "ALTER TABLE hotels MODIFY name TEXT; UPDATE hotels SET name = REPEAT('n', 256) WHERE id = 7 | more than 255 characters: 7",
                "ALTER TABLE reserve_hotel DROP PRIMARY KEY; UPDATE reserve_hotel SET id = 10 | reservations without an id of their own: 10",
                "CREATE TABLE bills (hotel INT, FOREIGN KEY (hotel) REFERENCES hotels (id)) | a foreign key to them: bills",
                "CREATE TRIGGER watch AFTER UPDATE ON hotels FOR EACH ROW SET @rooms = NEW.rooms_available | triggers on them: watch",
                "DROP TABLE reserve_hotel | but there is no table reserve_hotel",
                "ALTER TABLE reserve_hotel MODIFY id BIGINT | but reserve_hotel is not",
                "CREATE TABLE original_hotels (id INT) | but the database was migrated before",
                "CREATE TABLE room_holds (reservation_id INT); INSERT INTO room_holds (reservation_id) VALUES (1) | but room_holds has rows",
            })
    void contradictoryRows_areRefused_andNothingIsChanged(String change, String reason) throws Exception {
        assumeThat(sql.isTidb() && (change.contains("TRIGGER") || change.contains("DROP PRIMARY KEY")))
                .as("TiDB has no triggers, and keeps primary keys")
                .isFalse();
        sql.execute(change);
        List<String> before = sql.rows("SHOW TABLES");

        for (MigrateRun refused : List.of(migrate("--dry-run"), migrate())) {
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("those of the original system", reason, "docs/upgrading.md");
        }
        assertThat(sql.rows("SHOW TABLES")).isEqualTo(before);
    }

    private MigrateRun migrate(String... arguments) {
        return MigrateRun.of(database, Map.of(), arguments);
    }

    private void assertOurs(Sql migrated) throws SQLException {
        assertThat(MigrateRun.structure(migrated)).isEqualTo(MigrateRun.structure(system().sql()));
    }

    private String rooms() throws SQLException {
        return sql.rows("SELECT rooms_available FROM hotels WHERE id = 0").get(0);
    }

    private static List<String> original() {
        List<String> statements = new ArrayList<>(TABLES);
        statements.addAll(ROWS);
        return statements;
    }
}
