package com.billshotel.reserve.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.reserve.fakes.CommandRun;
import com.billshotel.reserve.fakes.Tables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code purge} and {@code forget} of the worker's tables. */
class ReservationRetentionIT {
    private static final String RESERVATIONS = "SELECT id FROM reserve_hotel ORDER BY 1";
    private static final String REJECTIONS = "SELECT reservation_id FROM rejections ORDER BY 1";
    private static final String DEAD_LETTERS = "SELECT message_id FROM dead_letters ORDER BY 1";

    /** The bound and its margin, and a minute to either side. */
    private static final String OLD = "UTC_TIMESTAMP(3) - INTERVAL 32 DAY - INTERVAL 1 MINUTE";

    private static final String YOUNG = "UTC_TIMESTAMP(3) - INTERVAL 32 DAY + INTERVAL 1 MINUTE";

    private static Tables tables;

    @BeforeAll
    static void start() throws Exception {
        tables = Tables.in(MysqlBackend.preferred().freshDatabase(), 2);
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    /** Cancelled and valid reservations, rejections and dead letters, old and young. */
    @BeforeEach
    void fill() throws Exception {
        tables.empty();
        tables.execute("INSERT INTO hotels VALUES (1, 'one', 100, 5)");
        tables.execute(
                "INSERT INTO room_holds VALUES (1, 1, 'RELEASED', 7, 2, 3), (2, 1, 'RELEASED', 7, 2, 3),"
                        + " (3, 1, 'HELD', 7, 2, 3), (4, 1, 'HELD', 8, 2, 3), (5, 1, 'REFUSED', 7, 2, 3), (6, 1, 'REFUSED', 8, 2, 3)");
        tables.execute("INSERT INTO reserve_hotel VALUES (1, 1, 1, 7, 2, 3), (2, 1, 1, 7, 2, 3), (3, 0, 1, 7, 2, 3),"
                + " (4, 0, 1, 8, 2, 3)");
        tables.execute("INSERT INTO rejections VALUES (5, 1, 7, 2, 3, 'HOTEL_FULL', '2001-01-01'),"
                + " (6, 1, 8, 2, 3, 'HOTEL_FULL', '2001-01-01')");
        tables.execute("UPDATE reserve_hotel SET changed_at = " + OLD + " WHERE id IN (1, 3)");
        tables.execute("UPDATE reserve_hotel SET changed_at = " + YOUNG + " WHERE id IN (2, 4)");
        tables.execute("UPDATE rejections SET changed_at = IF(reservation_id = 5, " + OLD + ", " + YOUNG + ")");
        letter("m1", "{}", OLD);
        letter("m2", "{}", YOUNG);
        letter("m3", "{}", "NULL");
    }

    @Test
    void purge_takesWhatIsOlderThanTheBound_andLeavesValidReservationsAndUnreplayedLetters() throws Exception {
        CommandRun run = purge();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .hasSize(6)
                .startsWith(
                        "TABLE                ROWS",
                        "reserve_hotel           1  deleted",
                        "rejections              1  deleted",
                        "dead_letters            1  deleted");
        assertThat(tables.rows(RESERVATIONS)).containsExactly("2", "3", "4");
        assertThat(tables.rows(REJECTIONS)).containsExactly("6");
        assertThat(tables.rows(DEAD_LETTERS)).containsExactly("m2", "m3");
        assertThat(purge().out()).doesNotContain(" 1  deleted");
    }

    @Test
    void purge_repeated_takesNothing() throws Exception {
        purge();

        CommandRun run = purge();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().filter(line -> line.endsWith(" 0  deleted")))
                .hasSize(3);
    }

    @Test
    void purge_withoutABound_isRefused() {
        CommandRun run = run("purge", Map.of());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("reserve-client purge: nothing was purged, because no bound is set");
    }

    @Test
    void forget_erasesTheUser_andDeletesTheUsersDeadLetters() throws Exception {
        letter("u1", "{\"id\": 1, \"user_id\": 7}", "NULL");
        letter("u2", "{\"user_id\" :\\n 7, \"id\": 1}", OLD);
        letter("u3", "{\"user_id\": \"7\"}", "NULL");
        letter("u4", "{\"user_id\": 7, not JSON", "NULL");
        letter("v1", "{\"id\": 7, \"user_id\": 8}", "NULL");
        letter("v2", "{\"user_id\": 70}", "NULL");
        letter("v3", "{\"user_id\": -7}", "NULL");

        CommandRun run = forget("7");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .hasSize(5)
                .startsWith(
                        "TABLE                ROWS",
                        "reserve_hotel           3  user erased",
                        "rejections              1  user erased",
                        "dead_letters            4  deleted");
        assertThat(tables.rows("SELECT id, userid, forgotten FROM reserve_hotel ORDER BY 1"))
                .containsExactly("1, null, 1", "2, null, 1", "3, null, 1", "4, 8, 0");
        assertThat(tables.rows("SELECT reservation_id, user_id, forgotten FROM rejections ORDER BY 1"))
                .containsExactly("5, null, 1", "6, 8, 0");
        assertThat(tables.rows(DEAD_LETTERS)).containsExactly("m1", "m2", "m3", "v1", "v2", "v3");
    }

    /** More dead letters than are read at a time. */
    @Test
    void forget_findsDeadLettersInEverySlice() throws Exception {
        for (int i = 100; i < 350; i++) {
            letter("n" + i, "{\"user_id\": " + i % 2 + "}", "NULL");
        }

        CommandRun run = forget("1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("dead_letters          125  deleted");
        assertThat(forget("1").out()).contains("dead_letters            0  deleted");
        assertThat(tables.rows(DEAD_LETTERS)).hasSize(3 + 125);
    }

    /** It does not make a reservation younger. */
    @Test
    void forget_leavesTheAgeOfRowsUnchanged() throws Exception {
        List<String> ages = tables.rows("SELECT id, changed_at FROM reserve_hotel ORDER BY 1");

        forget("7");

        assertThat(tables.rows("SELECT id, changed_at FROM reserve_hotel ORDER BY 1"))
                .isEqualTo(ages);
        assertThat(purge().out()).contains("reserve_hotel           1  deleted");
    }

    @Test
    void forget_withoutAUser_isRefused() {
        CommandRun run = run("forget", Map.of());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Missing required option: '--user=N'");
    }

    private static CommandRun purge() {
        return run("purge", Map.of("RETENTION_DAYS", "31"));
    }

    private static CommandRun forget(String user) {
        return run("forget", Map.of(), "--user", user);
    }

    private static CommandRun run(String command, Map<String, String> settings, String... arguments) {
        Map<String, String> all = new HashMap<>(Tables.environment(tables.database()));
        all.putAll(settings);
        return CommandRun.of(all, command, arguments);
    }

    /** @param replayedAt as SQL */
    private static void letter(String id, String payload, String replayedAt) throws Exception {
        tables.execute("INSERT INTO dead_letters VALUES ('" + id + "', 'CONFLICT', '', '" + payload
                + "', '{}', '2001-01-01', '2001-01-01', " + replayedAt + ")");
    }
}
