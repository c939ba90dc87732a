package com.billshotel.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.drill.check.Checker;
import com.billshotel.drill.check.Findings;
import com.billshotel.drill.traffic.Hotels;
import com.billshotel.drill.traffic.Journal;
import com.billshotel.drill.traffic.OldBookings;
import com.billshotel.drill.traffic.Traffic;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.local.parts.ProjectFiles;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bookings that are there before the first message, in migrated tables. */
class OldBookingsIT {
    private static final OldBookings BOOKINGS = new OldBookings(1_050);

    private final Traffic traffic = new Traffic(1, new Hotels(8, 100, false));
    private TestDatabase database;

    @BeforeEach
    void migrate() throws Exception {
        database = Miniature.createDatabase();
        Miniature.execute(database, traffic.hotels().insert());
        for (String insert : BOOKINGS.inserts()) {
            Miniature.execute(database, insert);
        }
        Miniature.execute(database, ProjectFiles.sql("migrations/V4__room_changes.sql"));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void bookings_asInserted_areFoundConsistent() throws Exception {
        assertThat(findings(BOOKINGS).violations()).isEmpty();
    }

    @Test
    void bookings_thatWereNotExpected_areFound() throws Exception {
        assertThat(findings(OldBookings.NONE).violations()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM reserve_hotel WHERE id = 1000000000007",
                "UPDATE reserve_hotel SET userid = userid + 1 WHERE id = 1000000000007",
                "UPDATE room_holds SET state = 'RELEASED', released_seq = 12 WHERE reservation_id = 1000000000007",
                "UPDATE room_holds SET decided_seq = decided_seq + 1 WHERE reservation_id = 1000000000007",
                "UPDATE hotels SET rooms_available = rooms_available + 1 WHERE id = 2000007",
                "UPDATE hotels SET decisions = decisions + 1 WHERE id = 2000007",
            })
    void bookings_damaged_areFound(String damage) throws Exception {
        Miniature.execute(database, damage);

        assertThat(findings(BOOKINGS).violations()).isNotEmpty();
    }

    private Findings findings(OldBookings expected) throws SQLException {
        Findings findings = new Findings();
        try (Connection connection = database.connect()) {
            new Checker(traffic, new Journal(), expected).check(connection, findings);
        }
        return findings;
    }
}
