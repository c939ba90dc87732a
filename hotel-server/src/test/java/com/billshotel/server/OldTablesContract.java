package com.billshotel.server;

import static com.billshotel.server.Holds.decide;
import static com.billshotel.server.Holds.hold;
import static com.billshotel.server.Holds.outcomes;
import static com.billshotel.server.Holds.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.proto.HoldDecision.Outcome;
import com.billshotel.proto.Hotel;
import com.billshotel.proto.HotelRequest;
import com.google.protobuf.FieldMask;
import io.grpc.Status.Code;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables without our constraints, as other systems or versions left them: one bad hotel must not affect another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OldTablesContract {
    private static final int GOOD = 1;
    private static final int BAD = 2;

    private TestDatabase database;
    private Sql sql;
    private TestServer server;

    abstract HotelSystem system();

    @BeforeAll
    void start() throws Exception {
        database = system().backend().freshDatabase();
        sql = Sql.on(database);
        sql.applyFile("init.sql");
        sql.execute("ALTER TABLE hotels DROP CONSTRAINT hotels_rooms; ALTER TABLE hotels MODIFY name VARCHAR(255) NULL,"
                + " MODIFY price_pernight INT NULL, MODIFY rooms_available INT NULL");
        sql.execute("ALTER TABLE hotel_details DROP CONSTRAINT hotel_details_facilities");
        sql.execute("INSERT INTO hotels VALUES(1,'good',1,5),(2,'bad',1,5)");
        server = TestServer.serving(database);
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"pool\":true}", "[null]", "\"pool\"", "null", "[1]"})
    void facilities_otherThanAnArrayOfStrings_failThisHotelOnly(String json) throws Exception {
        sql.execute("UPDATE hotels SET name = 'bad', price_pernight = 1, rooms_available = 5 WHERE id = 2");
        sql.execute("REPLACE INTO hotel_details VALUES(2, 'Geneva', '" + json + "')");

        var bad = server.hotelsAsync().getHotel(request(BAD).build());
        for (int i = 0; i < 20; i++) {
            assertThat(get(GOOD).getName()).isEqualTo("good");
        }

        assertThatThrownBy(() -> bad.get(30, TimeUnit.SECONDS)).hasMessageContaining("FAILED_PRECONDITION");
        Failure failure = Failure.of(() -> get(BAD));
        assertThat(failure.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(failure.reason()).isEqualTo("HOTEL_DATA_INVALID");
        assertThat(failure.message())
                .isEqualTo("hotel 2 has invalid data: facilities are not an array of strings;"
                        + " set these fields with UpdateHotel, without an etag");
        assertThat(Failure.of(() -> update(request(BAD).setName("n"))).reason()).isEqualTo("HOTEL_DATA_INVALID");

        Hotel repaired = update(request(BAD)
                .addFacilities("pool")
                .setUpdateMask(FieldMask.newBuilder().addPaths("facilities")));

        assertThat(repaired.getName()).isEqualTo("bad");
        assertThat(repaired.getLocation()).isEqualTo("Geneva");
        assertThat(get(BAD)).isEqualTo(repaired);
    }

    @ParameterizedTest
    @CsvSource({"price_pernight", "rooms_available"})
    void number_null_failsThisHotelOnly(String column) throws Exception {
        sql.execute("UPDATE hotels SET name = 'bad', price_pernight = 1, rooms_available = 5 WHERE id = 2");
        sql.execute("DELETE FROM hotel_details");
        sql.execute("UPDATE hotels SET " + column + " = NULL WHERE id = 2");

        assertThat(get(GOOD).getName()).isEqualTo("good");
        assertThat(Failure.of(() -> get(BAD)).message())
                .startsWith("hotel 2 has invalid data: " + column + " is NULL;");

        update(request(BAD).setName("n").setPricePernight(7).setRoomsAvailable(8));

        assertThat(get(BAD).getRoomsAvailable()).isEqualTo(8);
    }

    @Test
    void name_null_isEmpty() throws Exception {
        sql.execute("DELETE FROM hotel_details");
        sql.execute("UPDATE hotels SET name = NULL, price_pernight = 1, rooms_available = 5 WHERE id = 2");

        assertThat(get(BAD).getName()).isEmpty();
        assertThat(get(BAD).getRoomsAvailable()).isEqualTo(5);
    }

    /** Only requests that would change the count are affected, and they can be repeated once it is corrected. */
    @Test
    void rooms_null_areInvalidForThisHotelOnly() throws Exception {
        sql.execute("UPDATE hotels SET rooms_available = NULL WHERE id = 2");
        long id = system().newReservationId();

        assertThat(outcomes(decide(
                        server.hotels(),
                        List.of(hold(id, BAD), hold(system().newReservationId(), GOOD), release(id + 1_000, BAD)))))
                .containsExactly(Outcome.ROOM_COUNT_INVALID, Outcome.HELD, Outcome.RELEASED);
        assertThat(sql.rows("SELECT state FROM room_holds WHERE reservation_id = " + id))
                .isEmpty();

        sql.execute("UPDATE hotels SET rooms_available = 1 WHERE id = 2");
        assertThat(outcomes(decide(server.hotels(), List.of(hold(id, BAD))))).containsExactly(Outcome.HELD);
        assertThat(sql.rows("SELECT rooms_available FROM hotels WHERE id = 2")).containsExactly("0");
    }

    @Test
    void rooms_atTheLargestInt_refuseOnlyTheRelease() throws Exception {
        sql.execute("UPDATE hotels SET rooms_available = 1 WHERE id = 2");
        long id = system().newReservationId();
        decide(server.hotels(), List.of(hold(id, BAD)));
        sql.execute("UPDATE hotels SET rooms_available = 2147483647 WHERE id = 2");

        assertThat(outcomes(decide(
                        server.hotels(),
                        List.of(release(id, BAD), hold(system().newReservationId(), GOOD), hold(id, BAD)))))
                .containsExactly(Outcome.ROOM_COUNT_INVALID, Outcome.HELD, Outcome.HELD);
        assertThat(sql.rows("SELECT rooms_available FROM hotels WHERE id = 2")).containsExactly("2147483647");

        sql.execute("UPDATE hotels SET rooms_available = 7 WHERE id = 2");
        assertThat(outcomes(decide(server.hotels(), List.of(release(id, BAD))))).containsExactly(Outcome.RELEASED);
        assertThat(sql.rows("SELECT rooms_available FROM hotels WHERE id = 2")).containsExactly("8");
    }

    /** The database answers, so nobody should be told that it is unavailable. */
    @Test
    void column_missing_isTheSchemasFault() throws Exception {
        try (TestDatabase other = system().backend().freshDatabase()) {
            Sql.on(other).applyFile("init.sql");
            try (TestServer own = TestServer.serving(other)) {
                Sql.on(other)
                        .execute("ALTER TABLE hotels RENAME COLUMN name TO title, RENAME COLUMN decisions TO number");

                for (Failure failure : List.of(
                        Failure.of(() -> own.hotels().getHotel(request(1).build())),
                        Failure.of(() ->
                                own.hotels().createHotel(request(1).setName("n").build())),
                        Failure.of(() ->
                                own.hotels().updateHotel(request(1).setName("n").build())),
                        Failure.of(() -> decide(own.hotels(), List.of(hold(1, 1)))))) {
                    assertThat(failure.code()).isEqualTo(Code.FAILED_PRECONDITION);
                    assertThat(failure.reason()).isEqualTo("SCHEMA_MISMATCH");
                    assertThat(failure.message())
                            .contains("Migrate the database")
                            .doesNotContain("unavailable");
                }
            }
        }
    }

    private Hotel get(int id) {
        return server.hotels().getHotel(request(id).build()).getHotel();
    }

    private Hotel update(HotelRequest.Builder request) {
        return server.hotels().updateHotel(request.build()).getHotel();
    }

    private static HotelRequest.Builder request(int id) {
        return HotelRequest.newBuilder().setId(id);
    }
}
