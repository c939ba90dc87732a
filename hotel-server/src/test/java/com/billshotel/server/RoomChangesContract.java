package com.billshotel.server;

import static com.billshotel.server.Holds.decide;
import static com.billshotel.server.Holds.hold;
import static com.billshotel.server.Holds.outcomes;
import static com.billshotel.server.Holds.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.proto.HoldDecision.Outcome;
import com.billshotel.proto.HotelRequest;
import com.google.protobuf.FieldMask;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What administrators do to the rooms of a hotel is recorded, however they do it, and the audit proves the rest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RoomChangesContract {
    private TestDatabase database;
    private Sql sql;
    private TestServer server;

    abstract HotelSystem system();

    @BeforeAll
    void start() throws Exception {
        database = system().backend().freshDatabase();
        sql = Sql.on(database);
        sql.applyFile("init.sql");
        server = TestServer.serving(database);
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void createHotel() throws SQLException {
        sql.execute("DELETE FROM reserve_hotel; DELETE FROM rejections; DELETE FROM room_holds; DELETE FROM hotels");
        server.hotels()
                .createHotel(request(1).setName("one").setRoomsAvailable(2).build());
    }

    @AfterEach
    void writeReservations() throws SQLException {
        sql.execute(
                "REPLACE INTO reserve_hotel SELECT reservation_id, state = 'RELEASED', hotel_id, user_id, reserved_datetime,"
                        + " checkin_datetime FROM room_holds WHERE state <> 'REFUSED'");
        assertThat(roomFaults()).isEmpty();
    }

    @Test
    void createdHotel_beginsWithItsRooms() throws SQLException {
        assertThat(changes()).containsExactly("1, 0, 2, API");
    }

    @Test
    void hotelInsertedWithSql_beginsWithItsRooms_atItsFirstDecision() throws SQLException {
        sql.execute("INSERT INTO hotels VALUES (2, 'two', 1, 5)");

        decide(server.hotels(), List.of(hold(10, 2)));

        assertThat(sql.rows("SELECT hotel_id, seq, rooms, origin FROM room_changes WHERE hotel_id = 2"))
                .containsExactly("2, 0, 5, SQL");
        assertThat(sql.rows("SELECT rooms_available, decisions FROM hotels WHERE id = 2"))
                .containsExactly("4, 1");
    }

    @Test
    void updateOfTheRooms_takesANumberInTheSequence() throws SQLException {
        decide(server.hotels(), List.of(hold(10, 1), hold(11, 1)));
        update(request(1).setRoomsAvailable(7), "rooms_available");
        decide(server.hotels(), List.of(release(10, 1)));

        assertThat(changes()).containsExactly("1, 0, 2, API", "1, 3, 7, API");
        assertThat(counts()).containsExactly("8, 4");
    }

    @Test
    void updateOfOtherFields_recordsNothing() throws SQLException {
        update(request(1).setName("renamed"), "name");
        update(request(1).setRoomsAvailable(2), "rooms_available");

        assertThat(changes()).containsExactly("1, 0, 2, API");
        assertThat(counts()).containsExactly("2, 0");
    }

    @Test
    void sql_isFoundByTheAudit_andRecordedAtTheNextDecision() throws SQLException {
        decide(server.hotels(), List.of(hold(10, 1)));
        sql.execute("UPDATE hotels SET rooms_available = 0 WHERE id = 1");
        assertThat(roomFaults()).containsExactly("rooms changed with SQL, not recorded yet");

        assertThat(outcomes(decide(server.hotels(), List.of(hold(11, 1))))).containsExactly(Outcome.REFUSED);

        assertThat(changes()).containsExactly("1, 0, 2, API", "1, 2, -1, SQL");
        assertThat(counts()).containsExactly("0, 3");
    }

    @Test
    void sql_beforeAnUpdate_isRecordedBesideIt() throws SQLException {
        sql.execute("UPDATE hotels SET rooms_available = 20 WHERE id = 1");

        update(request(1).setRoomsAvailable(5), "rooms_available");

        assertThat(changes()).containsExactly("1, 0, 2, API", "1, 1, 18, SQL", "1, 2, -15, API");
        assertThat(counts()).containsExactly("5, 2");
    }

    /** Even one that decides nothing new. */
    @Test
    void sql_isRecordedOnce() throws SQLException {
        decide(server.hotels(), List.of(hold(10, 1)));
        sql.execute("UPDATE hotels SET rooms_available = 9 WHERE id = 1");

        decide(server.hotels(), List.of(hold(10, 1)));
        decide(server.hotels(), List.of(hold(10, 1)));

        assertThat(changes()).containsExactly("1, 0, 2, API", "1, 2, 8, SQL");
        assertThat(counts()).containsExactly("9, 2");
    }

    /** They change counts and decisions, and record nothing. */
    @Test
    void decisionsOfAnEarlierVersion_areNotTakenForSql() throws SQLException {
        decide(server.hotels(), List.of(hold(10, 1)));
        sql.execute("UPDATE hotels SET rooms_available = rooms_available - 1, decisions = decisions + 1 WHERE id = 1;"
                + " INSERT INTO room_holds (reservation_id, hotel_id, state, decided_seq) VALUES (11, 1, 'HELD', 2)");
        assertThat(roomFaults()).isEmpty();

        decide(server.hotels(), List.of(release(10, 1)));

        assertThat(changes()).containsExactly("1, 0, 2, API");
        assertThat(counts()).containsExactly("1, 3");
    }

    @Test
    void update_afterDecisionsOfAnEarlierVersion_isADifferenceToWhatTheyLeft() throws SQLException {
        decide(server.hotels(), List.of(hold(10, 1)));
        sql.execute("UPDATE hotels SET rooms_available = rooms_available - 1, decisions = decisions + 1 WHERE id = 1;"
                + " INSERT INTO room_holds (reservation_id, hotel_id, state, decided_seq) VALUES (11, 1, 'HELD', 2)");

        update(request(1).setRoomsAvailable(7), "rooms_available");

        assertThat(changes()).containsExactly("1, 0, 2, API", "1, 3, 7, API");
        assertThat(counts()).containsExactly("7, 3");
    }

    /** The migration has recorded what the hotel began with: more than it has now. */
    @Test
    void update_ofAHotelFromBeforeTheMigration_keepsItsBeginning() throws SQLException {
        decide(server.hotels(), List.of(hold(10, 1)));
        sql.execute("UPDATE hotels SET rooms_seen = NULL, decisions_seen = NULL; DELETE FROM room_changes");
        sql.applyFile("migrations/V4__room_changes.sql");

        update(request(1).setRoomsAvailable(7), "rooms_available");

        assertThat(changes()).containsExactly("1, 0, 2, MIGRATION", "1, 2, 6, API");
        assertThat(counts()).containsExactly("7, 2");
    }

    /** Created by a service of an earlier version, after the migration. */
    @Test
    void hotelWithoutABeginning_isNotAudited() throws SQLException {
        decide(server.hotels(), List.of(hold(10, 1)));
        sql.execute("UPDATE hotels SET rooms_seen = NULL, decisions_seen = NULL; DELETE FROM room_changes");

        update(request(1).setRoomsAvailable(7), "rooms_available");

        assertThat(changes()).containsExactly("1, 2, 6, API");
        assertThat(roomFaults()).isEmpty();
    }

    @Test
    void lostCount_isFound() throws SQLException {
        decide(server.hotels(), List.of(hold(10, 1), hold(11, 1)));

        sql.execute("UPDATE hotels SET rooms_available = 1, rooms_seen = 1 WHERE id = 1");

        assertThat(roomFaults()).containsExactly("available rooms that are not those set minus those held");
        sql.execute("UPDATE hotels SET rooms_available = 0, rooms_seen = 0 WHERE id = 1");
    }

    @Test
    void lostDecision_isFound() throws SQLException {
        sql.execute("UPDATE hotels SET rooms_available = 0 WHERE id = 1");
        decide(server.hotels(), List.of(hold(10, 1), hold(11, 1), hold(12, 1)));

        sql.execute("DELETE FROM room_holds WHERE reservation_id = 11");
        assertThat(roomFaults()).containsExactly("decisions that are not numbered from 1 to the number of decisions");

        sql.execute(
                "INSERT INTO room_holds (reservation_id, hotel_id, state, decided_seq) VALUES (11, 1, 'REFUSED', 2)");
        assertThat(roomFaults()).containsExactly("decisions that are not numbered from 1 to the number of decisions");

        sql.execute("UPDATE room_holds SET decided_seq = 3 WHERE reservation_id = 11");
    }

    /** The slices together find what the whole does. */
    @Test
    void audit_inSlices_findsTheSame() throws SQLException {
        decide(server.hotels(), List.of(hold(10, 1), hold(2_000, 1)));
        sql.execute("UPDATE hotels SET rooms_available = 9 WHERE id = 1");

        assertThat(slice(0, 999)).containsExactlyInAnyOrder("10", "hotel 1");
        assertThat(slice(1_000, 9_999)).containsExactly("2000");
        assertThat(sql.rowsOfFile("audit.sql")).hasSize(3);
        decide(server.hotels(), List.of(hold(10, 1)));
    }

    private List<String> slice(long from, long to) throws SQLException {
        sql.execute(
                "DROP TABLE IF EXISTS found; CREATE TABLE found (inconsistency TEXT, reservation BIGINT, hotel INT)");
        String audit = Sql.file("audit.sql").replaceAll("(?m)^--.*\n", "");
        sql.execute("SET @from_id = " + from + ", @to_id = " + to + "; INSERT INTO found " + audit);
        return sql.rows("SELECT COALESCE(reservation, CONCAT('hotel ', hotel)) FROM found");
    }

    private List<String> changes() throws SQLException {
        return sql.rows("SELECT hotel_id, seq, rooms, origin FROM room_changes WHERE hotel_id = 1 ORDER BY seq");
    }

    private List<String> counts() throws SQLException {
        return sql.rows("SELECT rooms_available, decisions FROM hotels WHERE id = 1");
    }

    /** What the audit says about hotels. */
    private List<String> roomFaults() throws SQLException {
        return sql.rowsOfFile("audit.sql").stream()
                .filter(row -> row.contains(", null, "))
                .map(row -> row.replaceFirst(", null, .*", ""))
                .toList();
    }

    private void update(HotelRequest.Builder request, String field) {
        server.hotels()
                .updateHotel(request.setUpdateMask(FieldMask.newBuilder().addPaths(field))
                        .build());
    }

    private static HotelRequest.Builder request(int id) {
        return HotelRequest.newBuilder().setId(id);
    }
}
