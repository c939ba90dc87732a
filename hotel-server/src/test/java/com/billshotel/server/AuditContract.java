package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.testing.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** sql/audit.sql returns no rows for a consistent database and finds each kind of inconsistency. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AuditContract {
    private static final String CONTENT = ", 12345, 1700000000, 1700604800";

    private TestDatabase database;
    private Sql sql;

    abstract HotelSystem system();

    @BeforeAll
    void create() throws SQLException {
        database = system().backend().freshDatabase();
        sql = Sql.on(database);
        sql.applyFile("init.sql");
        sql.execute("ALTER TABLE hotels DROP CONSTRAINT hotels_rooms");
        sql.execute("INSERT INTO hotels VALUES(0,'h',1,5),(1,'other',1,5)");
    }

    @AfterAll
    void drop() {
        database.close();
    }

    /** A reservation, a cancelled one, a cancellation without a booking, and a rejection. */
    @BeforeEach
    void insertConsistentRows() throws SQLException {
        sql.execute("DELETE FROM reserve_hotel; DELETE FROM rejections; DELETE FROM room_holds");
        sql.execute("UPDATE hotels SET rooms_available = 5");
        sql.execute("INSERT INTO room_holds VALUES(1, 0, 'HELD'" + CONTENT + "), (2, 0, 'RELEASED'" + CONTENT
                + "), (3, 0, 'RELEASED', NULL, NULL, NULL), (4, 0, 'REFUSED'" + CONTENT + ")");
        sql.execute("INSERT INTO reserve_hotel VALUES(1, 0, 0" + CONTENT + "), (2, 1, 0" + CONTENT
                + "), (3, 1, 0, NULL, NULL, NULL)");
        sql.execute("INSERT INTO rejections VALUES(4, 0" + CONTENT + ", 'HOTEL_FULL', UTC_TIMESTAMP(3))");
    }

    @Test
    void audit_ofAConsistentDatabase_findsNothing() throws SQLException {
        assertThat(sql.rowsOfFile("audit.sql")).isEmpty();
    }

    @Test
    void held_withoutReservation_isFound() throws SQLException {
        expect("DELETE FROM reserve_hotel WHERE id = 1", "a held room without a reservation, 1, 0");
    }

    @Test
    void released_withoutReservation_isFound() throws SQLException {
        expect("DELETE FROM reserve_hotel WHERE id = 3", "a released hold without a cancelled reservation, 3, 0");
    }

    @Test
    void refused_withoutRejection_isFound() throws SQLException {
        expect("DELETE FROM rejections", "a refused hold without a rejection, 4, 0");
    }

    @Test
    void reservation_withoutHold_isFound() throws SQLException {
        expect(
                "SET FOREIGN_KEY_CHECKS = 0; INSERT INTO reserve_hotel VALUES(9, 0, 1" + CONTENT + ")",
                "a reservation without a hold, 9, 1");
    }

    @Test
    void cancelled_stillHoldingARoom_isFound() throws SQLException {
        expect(
                "UPDATE reserve_hotel SET iscancel = 1 WHERE id = 1",
                "a cancelled reservation that still holds a room, 1, 0");
    }

    @Test
    void valid_afterItsRoomWasReleased_isFound() throws SQLException {
        expect(
                "UPDATE reserve_hotel SET iscancel = 0 WHERE id = 2",
                "a valid reservation whose room was released, 2, 0");
    }

    @Test
    void reservation_ofARefusedHold_isFound() throws SQLException {
        expect(
                "INSERT INTO reserve_hotel VALUES(4, 0, 0" + CONTENT + ")",
                "a reservation whose hold was refused, 4, 0");
    }

    @Test
    void reservation_differingFromItsHold_isFound() throws SQLException {
        String found = "a reservation that differs from its hold, 1, ";
        expect("UPDATE reserve_hotel SET userid = 1 WHERE id = 1", found + "0");
        insertConsistentRows();
        expect("UPDATE reserve_hotel SET reserved_unix_datetime = NULL WHERE id = 1", found + "0");
        insertConsistentRows();
        expect("UPDATE reserve_hotel SET checkin_unix_datetime = 0 WHERE id = 1", found + "0");
        insertConsistentRows();
        expect("UPDATE reserve_hotel SET hotelid = 1 WHERE id = 1", found + "1");
    }

    @Test
    void rejection_withoutRefusedHold_isFound() throws SQLException {
        expect(
                "INSERT INTO rejections VALUES(1, 0" + CONTENT + ", 'HOTEL_FULL', UTC_TIMESTAMP(3))",
                "a rejection without a refused hold, 1, 0");
    }

    @Test
    void rejection_differingFromItsHold_isFound() throws SQLException {
        expect("UPDATE rejections SET user_id = 1", "a rejection that differs from its hold, 4, 0");
    }

    @Test
    void rooms_belowZero_areFound() throws SQLException {
        expect("UPDATE hotels SET rooms_available = -1 WHERE id = 1", "a negative number of available rooms, null, 1");
    }

    private void expect(String inconsistency, String found) throws SQLException {
        sql.execute(inconsistency);

        assertThat(sql.rowsOfFile("audit.sql")).containsExactly(found);
    }
}
