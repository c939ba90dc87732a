package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** sql/init.sql, and statements written for the original tables. */
abstract class TablesContract {
    abstract HotelSystem system();

    @Test
    void init_runAgain_changesNothing() throws SQLException {
        int hotel = system().hotelWithRooms(7);

        system().sql().applyFile("init.sql");
        system().sql().applyFile("init.sql");

        assertThat(system().rooms(hotel)).isEqualTo(7);
    }

    @Test
    void selectStar_returnsOnlyTheOriginalColumns() throws SQLException {
        assumeThat(system().sql().isTidb()).as("TiDB has no invisible columns").isFalse();
        assertThat(system().sql().columns("SELECT * FROM hotels"))
                .containsExactly("id", "name", "price_pernight", "rooms_available");
        assertThat(system().sql().columns("SELECT * FROM reserve_hotel"))
                .containsExactly(
                        "id", "iscancel", "hotelid", "userid", "reserved_unix_datetime", "checkin_unix_datetime");
    }

    /** What people and tools that know an older version rely on. */
    @Test
    void selectStarAndInsertByPosition_ofTheOtherTables_areThoseOf1_0() throws SQLException {
        assumeThat(system().sql().isTidb()).as("TiDB has no invisible columns").isFalse();
        int hotel = system().hotelWithRooms(1);
        long id = system().newReservationId();
        Sql sql = system().sql();

        sql.execute("INSERT INTO room_holds VALUES(" + id + ", " + hotel + ", 'REFUSED', 1, 2, 3);"
                + " INSERT INTO rejections VALUES(" + id + ", " + hotel
                + ", 1, 2, 3, 'HOTEL_FULL', '2026-01-01 00:00:00.123')");

        assertThat(sql.rows("SELECT * FROM room_holds WHERE reservation_id = " + id))
                .containsExactly(id + ", " + hotel + ", REFUSED, 1, 2, 3");
        assertThat(sql.rows("SELECT * FROM rejections WHERE reservation_id = " + id))
                .containsExactly(id + ", " + hotel + ", 1, 2, 3, HOTEL_FULL, 2026-01-01 00:00:00.123");
    }

    @Test
    void insert_byPosition_works() throws SQLException {
        assumeThat(system().sql().isTidb()).as("TiDB has no invisible columns").isFalse();
        int id = system().newHotelId();

        system().sql().execute("INSERT INTO hotels VALUES(" + id + ",\"myhotel\",10000,100);");

        assertThat(system().sql().rows("SELECT * FROM hotels WHERE id = " + id))
                .containsExactly(id + ", myhotel, 10000, 100");
    }

    @Test
    void rooms_belowZero_areRefused() throws SQLException {
        int hotel = system().hotelWithRooms(0);

        assertThatThrownBy(() -> system().sql()
                        .execute("UPDATE hotels SET rooms_available = rooms_available - 1 WHERE id = " + hotel))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("hotels_rooms");
    }

    @Test
    void price_belowZero_isRefused() {
        assertThatThrownBy(() ->
                        system().sql().execute("INSERT INTO hotels VALUES(" + system().newHotelId() + ",'h',-1,1)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("hotels_price");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"pool\":true}", "[null]", "\"pool\"", "null", "[1]"})
    void facilities_otherThanAnArrayOfStrings_areRefused(String json) throws SQLException {
        int hotel = system().hotelWithRooms(1);

        assertThatThrownBy(() -> system().sql()
                        .execute("INSERT INTO hotel_details VALUES(" + hotel + ", 'Geneva', '" + json + "')"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("hotel_details_facilities");

        system().sql().execute("INSERT INTO hotel_details VALUES(" + hotel + ", 'Geneva', '[\"pool\", \"bar\"]')");
    }

    /** The original system's times were INTs, which end in 2038. */
    @Test
    void reservation_farInTheFuture_fits() throws SQLException {
        int hotel = system().hotelWithRooms(1);
        String id = Long.toString(Long.MAX_VALUE);

        system().sql()
                .execute("INSERT INTO room_holds VALUES(" + id + "," + hotel + ",'HELD'," + id + "," + id + "," + id
                        + "); INSERT INTO reserve_hotel VALUES(" + id + ",0," + hotel + "," + id + "," + id + "," + id
                        + ")");

        assertThat(system().sql().rows("SELECT checkin_unix_datetime FROM reserve_hotel WHERE id = " + id))
                .containsExactly(id);
    }

    /** A count from the original system may be negative: holds are refused until releases make it positive again. */
    @Test
    void rooms_belowZeroInAnOldTable_areRefused() throws Exception {
        try (var database = system().backend().freshDatabase()) {
            Sql sql = Sql.on(database);
            sql.applyFile("init.sql");
            sql.execute("ALTER TABLE hotels DROP CONSTRAINT hotels_rooms; INSERT INTO hotels VALUES(1,'old',1,-2)");
            try (TestServer server = TestServer.serving(database)) {
                assertThat(Holds.decideOne(server.hotels(), Holds.hold(1, 1)).name())
                        .isEqualTo("REFUSED");
            }
            assertThat(sql.rows("SELECT rooms_available FROM hotels")).containsExactly("-2");
        }
    }
}
