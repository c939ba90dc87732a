package com.billshotel.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.server.locks.HotelLocks;
import com.billshotel.server.rooms.RoomDecision.Outcome;
import com.billshotel.server.rooms.RoomRequest.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a batch reads from the tables and writes to them; through gRPC and on every MySQL, the contract suites test the same. */
class RoomLedgerTest {
    private static final String HOTELS = "SELECT id, rooms_available, decisions FROM hotels ORDER BY id";
    private static final String HOLDS =
            "SELECT h.*, decided_seq, released_seq FROM room_holds h ORDER BY reservation_id";

    private static TestDatabase database;
    private static MysqlPool pool;
    private static RoomLedger ledger;

    @BeforeAll
    static void create() throws Exception {
        database = MysqlBackend.EMBEDDED.freshDatabase();
        for (String statement : Files.readString(Path.of("..", "sql", "init.sql"))
                .replaceAll("--.*", "")
                .split(";")) {
            if (!statement.isBlank()) {
                execute(statement);
            }
        }
        Map<String, String> settings = Map.of(
                "MYSQL_HOST", database.server().host(),
                "MYSQL_PORT", Integer.toString(database.server().port()),
                "MYSQL_USER", database.server().user(),
                "MYSQL_PASSWORD", database.server().password(),
                "MYSQL_DATABASE", database.name());
        pool = MysqlPool.open(Settings.read(settings, MysqlPool.SETTINGS), 2, RoomLedger.TABLES);
        ledger = new RoomLedger(new HotelLocks(pool));
    }

    @AfterAll
    static void drop() {
        pool.close();
        database.close();
    }

    @BeforeEach
    void twoHotels() throws SQLException {
        execute("DELETE FROM room_holds");
        execute("DELETE FROM hotels");
        execute("INSERT INTO hotels VALUES (1, 'one', 100, 2), (2, 'two', 100, 5)");
    }

    @Test
    void batch_empty_needsNoConnection() throws Exception {
        MysqlPool closed = MysqlPool.open(
                Settings.read(Map.of("MYSQL_PORT", "1", "MYSQL_PASSWORD", "x"), MysqlPool.SETTINGS), 1, List.of());
        closed.close();

        assertThat(new RoomLedger(new HotelLocks(closed)).decide(List.of())).isEmpty();
    }

    @Test
    void batch_isAnsweredInItsOrderAndChangesEachHotelOnce() throws Exception {
        assertThat(decide(hold(30, 2), hold(12, 1), release(30, 2), hold(11, 1), hold(13, 1), hold(31, 2)))
                .containsExactly(
                        Outcome.HELD, Outcome.HELD, Outcome.RELEASED, Outcome.HELD, Outcome.REFUSED, Outcome.HELD);

        assertThat(rows(HOTELS)).containsExactly("1, 0, 3", "2, 4, 3");
        assertThat(rows(HOLDS))
                .containsExactly(
                        "11, 1, HELD, 7, 100, 200, 2, null",
                        "12, 1, HELD, 7, 100, 200, 1, null",
                        "13, 1, REFUSED, 7, 100, 200, 3, null",
                        "30, 2, RELEASED, 7, 100, 200, 1, 2",
                        "31, 2, HELD, 7, 100, 200, 3, null");
    }

    @Test
    void laterBatch_knowsWhatAnEarlierOneDecided() throws Exception {
        decide(hold(11, 1), hold(12, 1), hold(13, 1));

        assertThat(decide(hold(11, 1), release(12, 1), hold(13, 1), release(13, 1), hold(14, 1)))
                .containsExactly(Outcome.HELD, Outcome.RELEASED, Outcome.REFUSED, Outcome.REFUSED, Outcome.HELD);

        assertThat(rows(HOTELS)).containsExactly("1, 0, 5", "2, 5, 0");
        assertThat(rows(HOLDS))
                .containsExactly(
                        "11, 1, HELD, 7, 100, 200, 1, null",
                        "12, 1, RELEASED, 7, 100, 200, 2, 4",
                        "13, 1, REFUSED, 7, 100, 200, 3, null",
                        "14, 1, HELD, 7, 100, 200, 5, null");
    }

    @Test
    void laterBatch_repeated_changesNothing() throws Exception {
        decide(hold(11, 1), release(11, 1), hold(12, 1));
        List<String> hotels = rows(HOTELS);
        List<String> holds = rows(HOLDS);

        assertThat(decide(hold(11, 1), release(11, 1), hold(12, 1)))
                .containsExactly(Outcome.RELEASED, Outcome.RELEASED, Outcome.HELD);

        assertThat(rows(HOTELS)).isEqualTo(hotels);
        assertThat(rows(HOLDS)).isEqualTo(holds);
    }

    /** The tombstone of a bare cancellation stores the details as NULL; the booking adds them. */
    @Test
    void laterBatch_completesATombstone() throws Exception {
        decide(new RoomRequest(Action.RELEASE, 11, 1, null, null, null));
        assertThat(rows(HOLDS)).containsExactly("11, 1, RELEASED, null, null, null, 1, null");

        assertThat(decide(hold(11, 1))).containsExactly(Outcome.RELEASED);
        assertThat(rows(HOLDS)).containsExactly("11, 1, RELEASED, 7, 100, 200, 1, null");
        assertThat(rows(HOTELS)).containsExactly("1, 2, 1", "2, 5, 0");
    }

    /** Neither the booking nor its cancellation brings the user back; the booking still adds the times of a tombstone. */
    @Test
    void laterBatch_leavesAForgottenUserUnknown() throws Exception {
        decide(hold(11, 1));
        ledger.decide(List.of(new RoomRequest(Action.RELEASE, 12, 1, 7L, null, null)));
        execute("UPDATE room_holds SET user_id = NULL, forgotten = TRUE");

        assertThat(decide(hold(11, 1), hold(12, 1), release(11, 1)))
                .containsExactly(Outcome.HELD, Outcome.RELEASED, Outcome.RELEASED);

        assertThat(rows(HOLDS))
                .containsExactly("11, 1, RELEASED, null, 100, 200, 1, 3", "12, 1, RELEASED, null, 100, 200, 2, null");
        assertThat(rows(HOTELS)).containsExactly("1, 2, 3", "2, 5, 0");
    }

    /** As if the user were forgotten while a batch is being decided that has read the hold. */
    @Test
    void changedHold_ofAUserForgottenMeanwhile_isWrittenWithoutIt() throws Exception {
        decide(hold(11, 1));
        execute("UPDATE room_holds SET user_id = NULL, forgotten = TRUE");

        pool.inTransaction(connection -> {
            new UpdateHolds(List.of(new Hold(11, 1, Outcome.RELEASED, 7L, 100L, 200L, 1, 2L, false)))
                    .execute(connection);
            return null;
        });

        assertThat(rows(HOLDS)).containsExactly("11, 1, RELEASED, null, 100, 200, 1, 2");
    }

    @Test
    void laterBatch_withOtherDetails_isAConflict() throws Exception {
        decide(hold(11, 1));

        List<RoomDecision> decisions =
                ledger.decide(List.of(new RoomRequest(Action.RELEASE, 11, 1, 8L, null, null), hold(11, 2)));

        assertThat(decisions)
                .containsExactly(
                        new RoomDecision(11, Outcome.CONFLICT, "user_id"),
                        new RoomDecision(11, Outcome.CONFLICT, "hotel_id"));
        assertThat(rows(HOLDS)).containsExactly("11, 1, HELD, 7, 100, 200, 1, null");
        assertThat(rows(HOTELS)).containsExactly("1, 1, 1", "2, 5, 0");
    }

    @Test
    void batch_withAnUnknownHotel_decidesTheOthers() throws Exception {
        assertThat(decide(hold(11, 3), hold(12, 2))).containsExactly(Outcome.HOTEL_NOT_FOUND, Outcome.HELD);

        assertThat(rows(HOLDS)).containsExactly("12, 2, HELD, 7, 100, 200, 1, null");
        assertThat(rows(HOTELS)).containsExactly("1, 2, 0", "2, 4, 1");
    }

    /** A table from before the CHECK constraint may hold such a count. */
    @Test
    void hotel_withANegativeCount_refuses() throws Exception {
        execute("ALTER TABLE hotels DROP CONSTRAINT hotels_rooms");
        try {
            execute("UPDATE hotels SET rooms_available = -1 WHERE id = 1");

            assertThat(decide(hold(11, 1))).containsExactly(Outcome.REFUSED);
            assertThat(rows(HOTELS)).containsExactly("1, -1, 1", "2, 5, 0");
        } finally {
            execute("UPDATE hotels SET rooms_available = 0 WHERE id = 1");
            execute("ALTER TABLE hotels ADD CONSTRAINT hotels_rooms CHECK (rooms_available >= 0)");
        }
    }

    private static List<Outcome> decide(RoomRequest... requests) throws SQLException {
        List<RoomDecision> decisions = ledger.decide(List.of(requests));
        for (int i = 0; i < requests.length; i++) {
            assertThat(decisions.get(i).reservationId()).isEqualTo(requests[i].reservationId());
        }
        return decisions.stream().map(RoomDecision::outcome).toList();
    }

    private static RoomRequest hold(long id, int hotel) {
        return new RoomRequest(Action.HOLD, id, hotel, 7L, 100L, 200L);
    }

    private static RoomRequest release(long id, int hotel) {
        return new RoomRequest(Action.RELEASE, id, hotel, 7L, 100L, 200L);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                StringJoiner row = new StringJoiner(", ");
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }
}
