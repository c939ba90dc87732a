package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.proto.HoldDecision.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code purge} and {@code forget}. */
abstract class RetentionContract {
    private static final String IDS = "SELECT reservation_id FROM room_holds ORDER BY 1";
    private static final String USERS = "SELECT reservation_id, user_id, forgotten FROM room_holds ORDER BY 1";

    /** One day more than the bound: the margin. */
    private static final String AT_THE_BOUND = "UTC_TIMESTAMP(3) - INTERVAL 32 DAY";

    /** More than are read, and far more than are deleted, at a time. */
    private static final int MANY = 6_000;

    private TestDatabase database;
    private Sql sql;

    abstract HotelSystem system();

    @BeforeEach
    void create() throws SQLException {
        database = system().backend().freshDatabase();
        sql = Sql.on(database);
        sql.applyFile("init.sql");
        sql.execute("INSERT INTO hotels VALUES (1, 'one', 100, 5)");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void purge_takesWhatHasNoRoomAndIsOlderThanTheBound() throws Exception {
        insert(1, "RELEASED", AT_THE_BOUND + " - INTERVAL 1 MINUTE");
        insert(2, "RELEASED", AT_THE_BOUND + " + INTERVAL 1 MINUTE");
        insert(3, "REFUSED", AT_THE_BOUND + " - INTERVAL 1 MINUTE");
        insert(4, "REFUSED", AT_THE_BOUND + " + INTERVAL 1 MINUTE");
        insert(5, "HELD", "'2001-01-01'");

        CommandRun run = purge();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .hasSize(4)
                .startsWith("TABLE                ROWS", "room_holds              2  deleted")
                .anyMatch(line -> line.matches("-- longest transaction: \\d+ ms"))
                .last()
                .asString()
                .matches("-- last changed before 20\\d\\d-\\d\\d-\\d\\dT.*Z, 31 days and a margin of 1 ago");
        assertThat(sql.rows(IDS)).containsExactly("2", "4", "5");
        assertThat(sql.rows("SELECT rooms_available FROM hotels")).containsExactly("5");
        assertThat(purge().rows()).contains("room_holds 0 deleted");
    }

    /** A redelivery within the time for which Pub/Sub keeps a message still finds the decision. */
    @Test
    void redelivery_afterAPurge_cannotBookTwice() throws Exception {
        try (TestServer server = TestServer.serving(database)) {
            Holds.decide(server.hotels(), List.of(Holds.hold(1, 1), Holds.release(1, 1), Holds.release(2, 1)));
            sql.execute("UPDATE hotels SET rooms_available = 0");
            Holds.decideOne(server.hotels(), Holds.hold(3, 1));
            sql.execute("UPDATE hotels SET rooms_available = 5");
            sql.execute("UPDATE room_holds SET changed_at = UTC_TIMESTAMP(3) - INTERVAL 31 DAY");

            assertThat(purge().rows()).contains("room_holds 0 deleted");

            assertThat(Holds.outcomes(Holds.decide(
                            server.hotels(), List.of(Holds.hold(1, 1), Holds.hold(2, 1), Holds.hold(3, 1)))))
                    .containsExactly(Outcome.RELEASED, Outcome.RELEASED, Outcome.REFUSED);
            assertThat(sql.rows("SELECT rooms_available FROM hotels")).containsExactly("5");
        }
    }

    /** Gaps that purge leaves are known, and others are found. */
    @Test
    void audit_afterAPurge_stillFindsAMissingDecision() throws Exception {
        try (TestServer server = TestServer.serving(database)) {
            for (int id = 1; id <= 4; id++) {
                Holds.decide(server.hotels(), List.of(Holds.hold(id, 1), Holds.release(id, 1)));
            }
            Holds.decide(server.hotels(), List.of(Holds.hold(5, 1)));
            sql.execute(
                    "INSERT INTO reserve_hotel SELECT reservation_id, 1, hotel_id, user_id, reserved_datetime, checkin_datetime"
                            + " FROM room_holds WHERE reservation_id = 4; INSERT INTO reserve_hotel SELECT reservation_id, 0, hotel_id, user_id,"
                            + " reserved_datetime, checkin_datetime FROM room_holds WHERE reservation_id = 5");
            sql.execute("UPDATE room_holds SET changed_at = '2001-01-01' WHERE reservation_id <> 3");

            assertThat(purge().rows()).contains("room_holds 2 deleted");

            assertThat(sql.rows("SELECT numbers, total FROM purged_decisions")).containsExactly("4, 10");
            assertThat(sql.rowsOfFile("audit.sql"))
                    .containsExactly("a released hold without a cancelled reservation, 3, 1");
            sql.execute("DELETE FROM room_holds WHERE reservation_id = 3");
            assertThat(sql.rowsOfFile("audit.sql"))
                    .containsExactly("decisions that are not numbered from 1 to the number of decisions, null, 1");
        }
    }

    /** The age counts from the last change, not from the booking. */
    @Test
    void cancellation_makesAnOldHoldYoung() throws Exception {
        try (TestServer server = TestServer.serving(database)) {
            Holds.decideOne(server.hotels(), Holds.hold(1, 1));
            sql.execute("UPDATE room_holds SET changed_at = '2001-01-01'");
            Holds.decideOne(server.hotels(), Holds.release(1, 1));

            purge();

            assertThat(sql.rows("SELECT state, ABS(TIMESTAMPDIFF(SECOND, changed_at, UTC_TIMESTAMP())) < 60"
                            + " FROM room_holds"))
                    .containsExactly("RELEASED, 1");
        }
    }

    @Test
    void purge_keepsWhatTheWorkersTablesReferTo() throws Exception {
        for (int id = 1; id <= 200; id++) {
            insert(id, id == 7 ? "REFUSED" : "RELEASED", "'2001-01-01'");
        }
        sql.execute("INSERT INTO reserve_hotel VALUES (5, 1, 1, 1, 2, 3), (120, 1, 1, 1, 2, 3);"
                + " INSERT INTO rejections VALUES (7, 1, 1, 2, 3, 'HOTEL_FULL', '2001-01-01')");

        CommandRun run = purge();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.rows()).contains("room_holds 197 deleted", "room_holds 3 kept: another table refers to them");
        assertThat(sql.rows(IDS)).containsExactly("5", "7", "120");

        sql.execute("DELETE FROM reserve_hotel; DELETE FROM rejections");
        assertThat(purge().rows()).contains("room_holds 3 deleted");
    }

    @Test
    void purge_interruptedHalfWay_goesOnWhenRepeated() throws Exception {
        assumeThat(sql.isTidb()).as("TiDB has no triggers").isFalse();
        insertMany();
        sql.execute("CREATE TRIGGER interruption BEFORE DELETE ON room_holds FOR EACH ROW"
                + " IF OLD.reservation_id = 3000 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'stop'; END IF");

        CommandRun interrupted = purge();
        int left = sql.rows(IDS).size();
        sql.execute("DROP TRIGGER interruption");
        CommandRun repeated = purge();

        assertThat(interrupted.code()).isEqualTo(1);
        assertThat(left).isBetween(MANY - 2_999, MANY - 1);
        assertThat(repeated.rows()).contains("room_holds " + left + " deleted");
        assertThat(sql.rows(IDS)).isEmpty();
    }

    @Test
    void purge_leavesBookingsOfTheSameHotelAlone() throws Exception {
        insertMany();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (TestServer server = TestServer.serving(database)) {
            Future<CommandRun> purge = thread.submit(() -> purge());
            long id = MANY;
            do {
                id++;
                assertThat(Holds.outcomes(Holds.decide(
                                server.hotels(), List.of(Holds.hold(id, 1), Holds.hold(id, 1), Holds.release(id, 1)))))
                        .containsExactly(Outcome.HELD, Outcome.HELD, Outcome.RELEASED);
            } while (!purge.isDone());

            assertThat(purge.get().rows()).contains("room_holds " + MANY + " deleted");
            assertThat(sql.rows(IDS)).hasSize((int) id - MANY);
            assertThat(sql.rows("SELECT rooms_available, decisions FROM hotels"))
                    .containsExactly("5, " + 2 * (id - MANY));
        } finally {
            thread.shutdownNow();
        }
    }

    /** The others go meanwhile, and no locks are held while it waits. */
    @Test
    void lockedRow_goesLast() throws Exception {
        for (int id = 1; id <= 60; id++) {
            insert(id, "RELEASED", "'2001-01-01'");
        }
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection other = sql.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT * FROM room_holds WHERE reservation_id = 3 FOR UPDATE");
            Future<CommandRun> purge = thread.submit(() -> purge());
            Eventually.until("only the locked row is left", () -> sql.rows(IDS).equals(List.of("3")));
            other.rollback();

            assertThat(purge.get().rows()).contains("room_holds 60 deleted");
            assertThat(sql.rows(IDS)).isEmpty();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void dryRun_countsOnly() throws Exception {
        insert(1, "RELEASED", "'2001-01-01'");

        assertThat(purge("--dry-run").rows()).contains("room_holds 1 would be deleted");
        assertThat(sql.rows(IDS)).containsExactly("1");
    }

    @Test
    void olderThan_overridesTheSetting() throws Exception {
        insert(1, "RELEASED", "UTC_TIMESTAMP(3) - INTERVAL 50 DAY");

        assertThat(purge("--older-than", "60").rows()).contains("room_holds 0 deleted");
        assertThat(purge("--older-than", "40").rows()).contains("room_holds 1 deleted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "0", "-31", "36501", "a month", "31.5"})
    void bound_belowWhatPubSubKeeps_isRefusedWithTheReason(String days) throws Exception {
        insert(1, "RELEASED", "'2001-01-01'");
        String reason =
                "=" + days + "; expected a number of days from 31 to 36500: Pub/Sub keeps a message for up to 31 days,"
                        + " and a redelivery would book again what was purged before\n";

        CommandRun option = purge("--older-than", days);
        CommandRun setting = CommandRun.of(database, Map.of("RETENTION_DAYS", days), "purge");

        assertThat(option.code()).isEqualTo(2);
        assertThat(option.err()).isEqualToNormalizingNewlines("hotel-server purge: --older-than" + reason);
        assertThat(setting.code()).isEqualTo(2);
        assertThat(setting.err()).isEqualToNormalizingNewlines("hotel-server purge: RETENTION_DAYS" + reason);
        assertThat(sql.rows(IDS)).containsExactly("1");
    }

    @Test
    void withoutABound_nothingIsPurged() throws Exception {
        insert(1, "RELEASED", "'2001-01-01'");

        CommandRun run = CommandRun.of(database, Map.of(), "purge");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToNormalizingNewlines("hotel-server purge: nothing was purged, because no bound is set:"
                        + " set RETENTION_DAYS, or give --older-than DAYS\n");
        assertThat(sql.rows(IDS)).containsExactly("1");
    }

    @Test
    void user_withoutTheRight_isToldWhichOne() throws Exception {
        insert(1, "RELEASED", "'2001-01-01'");
        String user = "p" + Math.abs(database.name().hashCode());
        sql.execute("CREATE USER " + user + " IDENTIFIED BY 'Secret-9'; GRANT SELECT, UPDATE ON " + database.name()
                + ".room_holds TO " + user + "; GRANT SELECT ON " + database.name() + ".schema_versions TO " + user
                + "; GRANT SELECT, INSERT, UPDATE ON " + database.name() + ".purged_decisions TO " + user);
        try {
            Map<String, String> settings =
                    Map.of("MYSQL_USER", user, "MYSQL_PASSWORD", "Secret-9", "RETENTION_DAYS", "31");

            CommandRun refused = CommandRun.of(database, settings, "purge");

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err().lines())
                    .last()
                    .asString()
                    .contains("hotel-server purge: MySQL: DELETE command denied to user", "room_holds")
                    .endsWith(": grant it, or use another MYSQL_USER");
            assertThat(sql.rows(IDS)).containsExactly("1");
        } finally {
            sql.execute("DROP USER " + user);
        }
    }

    @Test
    void forget_erasesTheUserForGood_andNothingElse() throws Exception {
        try (TestServer server = TestServer.serving(database)) {
            Holds.decide(
                    server.hotels(),
                    List.of(Holds.hold(1, 1), Holds.hold(2, 1), Holds.fullRelease(2, 1), Holds.fullRelease(3, 1)));
            sql.execute("INSERT INTO room_holds VALUES (4, 1, 'HELD', 99, 2, 3), (5, 1, 'RELEASED', NULL, NULL, NULL)");
            sql.execute("UPDATE room_holds SET changed_at = '2001-01-01'");

            CommandRun run = forget(Long.toString(Holds.USER));

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out().lines())
                    .hasSize(3)
                    .startsWith("TABLE                ROWS", "room_holds              3  user erased");
            List<String> erased = List.of("1, null, 1", "2, null, 1", "3, null, 1", "4, 99, 0", "5, null, 0");
            assertThat(sql.rows(USERS)).isEqualTo(erased);
            assertThat(sql.rows("SELECT DISTINCT changed_at FROM room_holds")).containsExactly("2001-01-01 00:00:00");
            assertThat(forget(Long.toString(Holds.USER)).rows()).contains("room_holds 0 user erased");

            assertThat(Holds.outcomes(Holds.decide(
                            server.hotels(),
                            List.of(Holds.hold(1, 1), Holds.hold(2, 1), Holds.hold(3, 1), Holds.fullRelease(1, 1)))))
                    .containsExactly(Outcome.HELD, Outcome.RELEASED, Outcome.RELEASED, Outcome.RELEASED);
            assertThat(sql.rows(USERS)).isEqualTo(erased);
            assertThat(sql.rows("SELECT rooms_available FROM hotels")).containsExactly("5");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
    void forget_ofAnyId_works(long user) throws Exception {
        sql.execute("INSERT INTO room_holds VALUES (1, 1, 'HELD', " + user + ", 2, 3)");

        assertThat(forget(Long.toString(user)).rows()).contains("room_holds 1 user erased");
        assertThat(sql.rows(USERS)).containsExactly("1, null, 1");
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, 'Invalid value for option ''--user'': ''9223372036854775808''; expected a 64-bit integer'",
        "Ann, 'Invalid value for option ''--user'': ''Ann''; expected a 64-bit integer'"
    })
    void forget_ofAnInvalidId_isRefused(String user, String problem) {
        CommandRun run = forget(user);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(problem);
    }

    private CommandRun purge(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "purge";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return CommandRun.of(database, Map.of("RETENTION_DAYS", "31"), arguments);
    }

    private CommandRun forget(String user) {
        return CommandRun.of(database, Map.of(), "forget", "--user", user);
    }

    /** @param changedAt as SQL */
    private void insert(long id, String state, String changedAt) throws SQLException {
        sql.execute("INSERT INTO room_holds (reservation_id, hotel_id, state, changed_at) VALUES (" + id + ", 1, '"
                + state + "', " + changedAt + ")");
    }

    private void insertMany() throws SQLException {
        sql.execute("INSERT INTO room_holds (reservation_id, hotel_id, state, changed_at) VALUES "
                + IntStream.rangeClosed(1, MANY)
                        .mapToObj(id -> "(" + id + ", 1, 'RELEASED', '2001-01-01')")
                        .collect(Collectors.joining(", ")));
    }
}
