package com.billshotel.reserve.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.DependencyException;
import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.fakes.InMemoryBroker;
import com.billshotel.reserve.fakes.Tables;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.runtime.mysql.MysqlFault;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the worker writes, the same on every MySQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReservationTablesContract {
    private static final int DEADLOCK = 1213;
    private static final int WRITERS = 8;

    private Tables tables;
    private ReservationTables reservations;

    abstract MysqlBackend backend();

    @BeforeAll
    void create() throws Exception {
        tables = Tables.in(backend().freshDatabase(), WRITERS);
        reservations = new ReservationTables(tables.pool(), deadLetter -> true);
    }

    @AfterAll
    void drop() {
        if (tables != null) {
            tables.close();
        }
    }

    @BeforeEach
    void empty() throws SQLException {
        tables.empty();
        tables.execute("INSERT INTO hotels VALUES (7, 'seven', 100, 50), (8, 'eight', 100, 50)");
    }

    @Test
    void confirmed_storesARowThatIsNotCancelled() throws Exception {
        hold(1, 7, "HELD");

        reservations.store(List.of(outcome("m1", full(1, 7, false), Verdict.CONFIRMED)));

        assertThat(tables.rows("SELECT * FROM reserve_hotel")).containsExactly("1, 0, 7, 10, 100, 200");
    }

    /** Its reservations have no holds: a repetition would take a second room. */
    @Test
    void tableOfTheOriginalSystem_withTheRightColumns_isNotServed() throws Exception {
        try (Tables others = Tables.in(backend().freshDatabase(), 1)) {
            others.execute("DROP TABLE reserve_hotel");
            others.execute("CREATE TABLE reserve_hotel (id INT PRIMARY KEY, iscancel BOOLEAN, hotelid INT, userid INT,"
                    + " reserved_unix_datetime INT, checkin_unix_datetime INT, forgotten BOOLEAN,"
                    + " FOREIGN KEY (hotelid) REFERENCES hotels (id))");

            assertThat(others.pool().problem())
                    .hasValueSatisfying(problem -> assertThat(problem).contains("reserve_hotel.id is not BIGINT"));

            others.execute("ALTER TABLE reserve_hotel MODIFY id BIGINT, MODIFY userid BIGINT,"
                    + " MODIFY reserved_unix_datetime BIGINT, MODIFY checkin_unix_datetime BIGINT");

            assertThat(others.pool().problem()).hasValueSatisfying(problem -> assertThat(problem)
                    .contains("there is no foreign key from reserve_hotel to room_holds"));
        }
    }

    @Test
    void cancelled_raisesTheFlagPermanently() throws Exception {
        hold(1, 7, "RELEASED");
        Outcome confirmed = outcome("m1", full(1, 7, false), Verdict.CONFIRMED);
        Outcome cancelled = outcome("m2", bare(1, 7), Verdict.CANCELLED);

        reservations.store(List.of(confirmed));
        reservations.store(List.of(cancelled));
        reservations.store(List.of(confirmed));

        assertThat(tables.rows("SELECT * FROM reserve_hotel")).containsExactly("1, 1, 7, 10, 100, 200");
    }

    /** A booking and its cancellation may be in one batch, which is one statement. */
    @Test
    void cancelled_inTheSameBatch_raisesTheFlag() throws Exception {
        hold(1, 7, "RELEASED");

        reservations.store(List.of(
                outcome("m1", full(1, 7, false), Verdict.CONFIRMED), outcome("m2", bare(1, 7), Verdict.CANCELLED)));

        assertThat(tables.rows("SELECT * FROM reserve_hotel")).containsExactly("1, 1, 7, 10, 100, 200");
    }

    /** A cancellation before its booking need not name the guest; the booking does. */
    @Test
    void cancelled_beforeItsBooking_isCompletedByIt() throws Exception {
        hold(1, 7, "RELEASED");

        reservations.store(List.of(outcome("m1", bare(1, 7), Verdict.CANCELLED)));
        assertThat(tables.rows("SELECT * FROM reserve_hotel")).containsExactly("1, 1, 7, null, null, null");

        reservations.store(List.of(outcome("m2", full(1, 7, false), Verdict.CANCELLED)));
        assertThat(tables.rows("SELECT * FROM reserve_hotel")).containsExactly("1, 1, 7, 10, 100, 200");
    }

    @Test
    void rejected_storesARejectionAndNoReservation() throws Exception {
        hold(1, 7, "REFUSED");

        reservations.store(List.of(outcome("m1", bare(1, 7), Verdict.HOTEL_FULL)));
        reservations.store(List.of(outcome("m2", full(1, 7, false), Verdict.HOTEL_FULL)));

        assertThat(tables.rows("SELECT * FROM reserve_hotel")).isEmpty();
        assertThat(tables.rows("SELECT reservation_id, hotel_id, user_id, reserved_datetime, checkin_datetime, reason"
                        + " FROM rejections"))
                .containsExactly("1, 7, 10, 100, 200, HOTEL_FULL");
    }

    @Test
    void forgottenUser_isNotStoredAgain() throws Exception {
        hold(1, 7, "RELEASED");
        hold(2, 7, "REFUSED");
        List<Outcome> outcomes = List.of(
                outcome("m1", full(1, 7, false), Verdict.CONFIRMED),
                outcome("m2", full(1, 7, true), Verdict.CANCELLED),
                outcome("m3", full(2, 7, false), Verdict.HOTEL_FULL));
        reservations.store(outcomes.subList(0, 1));
        reservations.store(outcomes.subList(2, 3));
        tables.execute("UPDATE reserve_hotel SET userid = NULL, forgotten = TRUE");
        tables.execute("UPDATE rejections SET user_id = NULL, forgotten = TRUE");

        reservations.store(outcomes);

        assertThat(tables.rows("SELECT * FROM reserve_hotel")).containsExactly("1, 1, 7, null, 100, 200");
        assertThat(tables.rows("SELECT reservation_id, user_id FROM rejections"))
                .containsExactly("2, null");
    }

    @Test
    void deadLetter_isStoredUnchanged() throws Exception {
        byte[] payload = new byte[256];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) i;
        }
        Map<String, String> attributes = Map.of("a\"b", "\u65c5\ud83c\udfe8\0\n'\\");

        reservations.store(List.of(new Outcome(
                new Delivery("m1", payload, attributes, InMemoryBroker.PUBLISHED, null),
                null,
                Verdict.MALFORMED,
                "x".repeat(1_023) + "\ud83c\udfe8")));

        assertThat(tables.rows("SELECT message_id, reason, CHAR_LENGTH(detail), HEX(payload), published_at,"
                        + " ABS(TIMESTAMPDIFF(SECOND, stored_at, UTC_TIMESTAMP())) < 60 FROM dead_letters"))
                .containsExactly("m1, MALFORMED, 1023, " + hex(payload) + ", 2023-11-14 22:13:20.123, 1");
        assertThat(tables.rows("SELECT attributes FROM dead_letters").get(0).replace("\": \"", "\":\""))
                .isEqualTo("{\"a\\\"b\":\"\u65c5\ud83c\udfe8\\u0000\\n'\\\\\"}");
    }

    @Test
    void deadLetter_repeated_staysUnchanged() throws Exception {
        reservations.store(List.of(deadLetter("m1", "first")));
        reservations.store(List.of(deadLetter("m1", "second"), deadLetter("m2", "third")));

        assertThat(tables.rows("SELECT message_id, detail FROM dead_letters ORDER BY 1"))
                .containsExactly("m1, first", "m2, third");
    }

    /** The largest that Pub/Sub delivers, of a byte that takes two in SQL. */
    @Test
    void deadLetter_ofTenMegabytes_isStored() throws Exception {
        assumeThat(tables.isTidb())
                .as("TiDB's rows have at most 6 MiB by default")
                .isFalse();
        byte[] payload = "\n".repeat(10_000_000).getBytes(US_ASCII);

        reservations.store(List.of(new Outcome(
                new Delivery("m1", payload, Map.of(), InMemoryBroker.PUBLISHED, null),
                null,
                Verdict.MALFORMED,
                "large")));

        assertThat(tables.rows("SELECT LENGTH(payload) FROM dead_letters")).containsExactly("10000000");
    }

    @Test
    void deadLetters_storedElsewhere_areNotWritten() throws Exception {
        hold(1, 7, "HELD");

        new ReservationTables(tables.pool(), deadLetter -> false)
                .store(List.of(deadLetter("m1", "x"), outcome("m2", full(1, 7, false), Verdict.CONFIRMED)));

        assertThat(tables.rows("SELECT * FROM dead_letters")).isEmpty();
        assertThat(tables.rows("SELECT id FROM reserve_hotel")).containsExactly("1");
    }

    @Test
    void batch_ofThousand_isStored() throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        for (int id = 0; id < 1_000; id++) {
            hold(id, 7 + id % 2, "HELD");
            outcomes.add(outcome("m" + id, full(id, 7 + id % 2, false), Verdict.CONFIRMED));
        }

        reservations.store(outcomes);

        assertThat(tables.rows("SELECT COUNT(*), SUM(hotelid), SUM(iscancel) FROM reserve_hotel"))
                .containsExactly("1000, 7500, 0");
    }

    /** The statements of a batch succeed or fail together. */
    @Test
    void batch_withOneRejectedRow_storesNothing() throws Exception {
        hold(1, 7, "HELD");

        assertThatThrownBy(() -> reservations.store(List.of(
                        outcome("m1", full(1, 7, false), Verdict.CONFIRMED),
                        outcome("m2", full(2, 7, false), Verdict.HOTEL_FULL), // without a hold
                        deadLetter("m3", "x"))))
                .isInstanceOf(DependencyException.class)
                .hasMessageContaining("UpsertRejections(1 rows)");

        assertThat(tables.rows("SELECT id FROM reserve_hotel")).isEmpty();
        assertThat(tables.rows("SELECT message_id FROM dead_letters")).isEmpty();
    }

    @Test
    void tables_missing_areADependencysFailure() throws Exception {
        tables.execute("RENAME TABLE dead_letters TO renamed");
        try {
            assertThatThrownBy(() -> reservations.store(List.of(deadLetter("m1", "x"))))
                    .isInstanceOf(DependencyException.class);
        } finally {
            tables.execute("RENAME TABLE renamed TO dead_letters");
        }
    }

    /** Workers that store the same messages, in any order, must neither deadlock nor disagree. */
    @Test
    @Tag("concurrent")
    void writers_ofTheSameRows_neverDeadlock() throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        for (int id = 0; id < 400; id++) {
            hold(id, 7 + id % 2, "RELEASED");
            outcomes.add(outcome("a" + id, full(id, 7 + id % 2, false), Verdict.CONFIRMED));
            outcomes.add(outcome("b" + id, bare(id, 7 + id % 2), Verdict.CANCELLED));
            outcomes.add(deadLetter("c" + id, "x"));
        }
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Future<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.add(threads.submit(shuffledWrites(outcomes, writer)));
        }
        for (Future<Void> writer : writers) {
            writer.get();
        }
        threads.shutdown();

        assertThat(tables.rows("SELECT COUNT(*), SUM(iscancel), SUM(userid) FROM reserve_hotel"))
                .containsExactly("400, 400, 4000");
        assertThat(tables.rows("SELECT COUNT(*) FROM dead_letters")).containsExactly("400");
    }

    private Callable<Void> shuffledWrites(List<Outcome> outcomes, int seed) {
        return () -> {
            Random random = new Random(seed);
            List<Outcome> shuffled = new ArrayList<>(outcomes);
            for (int round = 0; round < 10; round++) {
                Collections.shuffle(shuffled, random);
                storeInTheEnd(shuffled.subList(0, 600));
            }
            storeInTheEnd(shuffled);
            return null;
        };
    }

    /** TiDB does not queue those that wait for locks, so a writer may lose to the others for too long; the worker tries again. */
    private void storeInTheEnd(List<Outcome> outcomes) throws Exception {
        for (boolean stored = false; !stored; ) {
            try {
                reservations.store(outcomes);
                stored = true;
            } catch (DependencyException failure) {
                boolean lost = failure.getCause() instanceof SQLException fault
                        && MysqlFault.of(fault) == MysqlFault.CONTENTION
                        && fault.getErrorCode() != DEADLOCK;
                if (!lost || !tables.isTidb()) {
                    throw failure;
                }
            }
        }
    }

    private void hold(long id, int hotelId, String state) throws SQLException {
        tables.execute("INSERT INTO room_holds VALUES (" + id + ", " + hotelId + ", '" + state + "', 10, 100, 200)");
    }

    private static ReservationMessage full(long id, int hotelId, boolean cancel) {
        return new ReservationMessage(id, cancel, hotelId, 10L, 100L, 200L);
    }

    private static ReservationMessage bare(long id, int hotelId) {
        return new ReservationMessage(id, true, hotelId, null, null, null);
    }

    private static Outcome outcome(String messageId, ReservationMessage message, Verdict verdict) {
        return new Outcome(delivery(messageId), message, verdict, "");
    }

    private static Outcome deadLetter(String messageId, String detail) {
        return new Outcome(delivery(messageId), null, Verdict.MALFORMED, detail);
    }

    private static Delivery delivery(String messageId) {
        return new Delivery(messageId, new byte[] {'x'}, Map.of("k", "v"), InMemoryBroker.PUBLISHED, null);
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append(String.format("%02X", b));
        }
        return hex.toString();
    }
}
