package com.billshotel.local;

import static com.billshotel.local.Messages.booking;
import static com.billshotel.local.Messages.cancellation;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.testing.InProcessSystem;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left after {@code purge} and {@code forget}, and what redelivered messages make of it. */
class RetentionIT {
    private static final int USER = 7;
    private static final int OTHER_USER = 8;

    private static final String RESERVATIONS = "SELECT id, iscancel, userid FROM reserve_hotel ORDER BY id";
    private static final String REJECTIONS = "SELECT reservation_id, user_id FROM rejections ORDER BY 1";
    private static final String HOLDS = "SELECT reservation_id, state, user_id FROM room_holds ORDER BY 1";
    private static final String ROOMS = "SELECT rooms_available FROM hotels ORDER BY id";

    /** A valid booking, a cancelled one, a cancellation before its booking, a refused booking, and one of somebody else. */
    private static final List<String> MESSAGES = List.of(
            booking(1, 0, USER),
            booking(2, 0, USER),
            cancellation(2, 0),
            cancellation(3, 0),
            booking(3, 0, USER),
            booking(4, 1, USER),
            booking(5, 0, OTHER_USER));

    private static InProcessSystem system;

    @BeforeAll
    static void start() throws Exception {
        system = new InProcessSystem();
        system.startWorker();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @BeforeEach
    void book() throws Exception {
        system.empty();
        system.execute("INSERT INTO hotels VALUES (0, 'myhotel', 10000, 100), (1, 'full', 500, 0)");
        deliver();
        assertThat(system.rows(ROOMS)).containsExactly("98", "0");
    }

    @AfterEach
    void auditFindsNothing() throws Exception {
        assertThat(system.rows(ProjectFiles.sql("audit.sql"))).isEmpty();
    }

    /** Pub/Sub keeps a message for up to 31 days, so until then every message may come again. */
    @Test
    void redelivery_ofWhatIs31DaysOld_cannotBookTwice() throws Exception {
        setAge("31 DAY");

        purge();
        deliver();

        assertThat(system.rows(ROOMS)).containsExactly("98", "0");
        assertThat(system.rows(RESERVATIONS)).containsExactly("1, 0, 7", "2, 1, 7", "3, 1, 7", "5, 0, 8");
        assertThat(system.rows(REJECTIONS)).containsExactly("4, 7");
    }

    @Test
    void whatIsOlder_isPurgedFromAllTables_exceptReservationsWithARoom() throws Exception {
        setAge("33 DAY");

        purge();

        assertThat(system.rows(ROOMS)).containsExactly("98", "0");
        assertThat(system.rows(RESERVATIONS)).containsExactly("1, 0, 7", "5, 0, 8");
        assertThat(system.rows(REJECTIONS)).isEmpty();
        assertThat(system.rows(HOLDS)).containsExactly("1, HELD, 7", "5, HELD, 8");

        system.publish(List.of(booking(1, 0, USER), cancellation(5, 0)));
        system.awaitDone();
        assertThat(system.rows(ROOMS)).containsExactly("99", "0");
        assertThat(system.rows(RESERVATIONS)).containsExactly("1, 0, 7", "5, 1, 8");
    }

    /** Nothing that refers to a hold is lost; the audit stays clean, unlike after the worker's purge alone. */
    @Test
    void hotelServersPurge_beforeTheWorkers_deletesNothing() throws Exception {
        setAge("33 DAY");

        assertThat(system.serverCommand("purge", "--older-than", "31")).isZero();

        assertThat(system.rows("SELECT COUNT(*) FROM room_holds")).containsExactly("5");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forgottenUser_staysForgotten_whateverIsRedelivered(boolean serverFirst) throws Exception {
        system.publish(booking(1, 1, USER)); // CONFLICT
        system.awaitDone();
        assertThat(system.rows("SELECT reason FROM dead_letters")).containsExactly("CONFLICT");

        String[] forget = {"forget", "--user", Integer.toString(USER)};
        if (serverFirst) {
            assertThat(system.serverCommand(forget)).isZero();
            deliver();
        }
        assertThat(system.command(forget)).isZero();
        if (!serverFirst) {
            deliver();
            assertThat(system.serverCommand(forget)).isZero();
        }
        deliver();

        assertThat(system.rows(RESERVATIONS)).containsExactly("1, 0, null", "2, 1, null", "3, 1, null", "5, 0, 8");
        assertThat(system.rows(REJECTIONS)).containsExactly("4, null");
        assertThat(system.rows(HOLDS))
                .containsExactly(
                        "1, HELD, null", "2, RELEASED, null", "3, RELEASED, null", "4, REFUSED, null", "5, HELD, 8");
        assertThat(system.rows(ROOMS)).containsExactly("98", "0");
        assertThat(system.rows("SELECT reason FROM dead_letters")).isEmpty();

        system.publish(cancellation(1, 0));
        system.awaitDone();
        assertThat(system.rows(ROOMS)).containsExactly("99", "0");
        assertThat(system.rows(RESERVATIONS)).contains("1, 1, null");
    }

    /** One by one, because the order of a batch is not certain. */
    private static void deliver() throws Exception {
        for (String message : MESSAGES) {
            system.publish(message);
            system.awaitDone();
        }
    }

    private static void setAge(String interval) throws Exception {
        for (String table : List.of("room_holds", "reserve_hotel", "rejections")) {
            system.execute("UPDATE " + table + " SET changed_at = UTC_TIMESTAMP(3) - INTERVAL " + interval);
        }
    }

    private static void purge() {
        assertThat(system.command("purge", "--older-than", "31")).isZero();
        assertThat(system.serverCommand("purge", "--older-than", "31")).isZero();
    }
}
