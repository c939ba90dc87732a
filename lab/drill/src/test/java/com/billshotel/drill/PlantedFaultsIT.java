package com.billshotel.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.drill.check.Deadlocks;
import com.billshotel.drill.check.Findings;
import com.billshotel.drill.check.Violation;
import com.billshotel.drill.check.Violation.Kind;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The drill's checker must find the mistakes that it exists for. */
class PlantedFaultsIT {
    private static final Logger log = LoggerFactory.getLogger(PlantedFaultsIT.class);

    /** Fixed, so that every mutant has something to break. */
    private static final long MUTANTS_SEED = 1;

    /** These would stop some mistakes before the checker sees them. */
    private static final String DROP_CONSTRAINTS =
            """
            ALTER TABLE hotels DROP CONSTRAINT hotels_rooms;
            ALTER TABLE room_holds DROP CONSTRAINT room_holds_hotel;
            ALTER TABLE reserve_hotel DROP CONSTRAINT reserve_hotel_hold;
            ALTER TABLE rejections DROP CONSTRAINT rejections_hold""";

    private static final String EMPTY =
            """
            DELETE FROM hotels; DELETE FROM room_holds; DELETE FROM reserve_hotel; DELETE FROM rejections;
            DELETE FROM dead_letters""";

    private static TestDatabase database;

    private final long seed = System.nanoTime() & 0xFFFFFF;

    @BeforeAll
    static void createDatabase() throws SQLException {
        database = Miniature.createDatabase();
        Miniature.execute(database, DROP_CONSTRAINTS);
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @Test
    void correctProtocol_hasNoFindings() throws Exception {
        log.info("seed {}", seed);
        try (Miniature sound = new Miniature().open(seed)) {
            assertThat(sound.run().violations()).isEmpty();
        }
    }

    /** What the mutants run on and in must not cause findings by itself. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(classes = {Miniature.class, FaultyMiniatures.DecidesInTwoTransactions.class})
    void mutantWithoutAMistake_hasNoFindings(Class<? extends Miniature> miniature) throws Exception {
        log.info("seed {}", seed);
        Mutant sound = new Mutant("nothing", Kind.LOST, "", miniature, List.of(), "");

        assertThat(run(sound, seed).violations()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("com.billshotel.drill.Mutants#all")
    void mutant_isFound(Mutant mutant) throws Exception {
        List<Violation> violations = run(mutant, MUTANTS_SEED).violations();

        assertThat(violations)
                .anyMatch(violation ->
                        violation.kind() == mutant.kind() && violation.text().contains(mutant.finding()));
    }

    /** Two workers write the same rows, one in ascending and one in descending order. */
    @Test
    void rowsInNoCommonOrder_areFoundAsDeadlocks(@TempDir Path folder) throws Exception {
        Path workerLog = folder.resolve("worker.log");
        Findings findings = new Findings();
        try (Miniature system = new Miniature().open(seed)) {
            system.run();
            List<Long> up = reservations(system, "ORDER BY id");
            List<Long> down = reservations(system, "ORDER BY id DESC");
            Thread other = new Thread(() -> upsertUntilDeadlock(system, down, workerLog));
            other.start();
            upsertUntilDeadlock(system, up, workerLog);
            other.join();
        }

        assertThat(Deadlocks.check(List.of(workerLog), findings)).isPositive();
        assertThat(findings.isEmpty()).isFalse();
    }

    private static Findings run(Mutant mutant, long seed) throws Exception {
        Miniature.execute(database, EMPTY);
        return mutant.run(database, seed);
    }

    private static List<Long> reservations(Miniature system, String order) throws SQLException {
        return List.copyOf(system.ids("SELECT id FROM reserve_hotel " + order));
    }

    /** Logs a deadlock as the worker would; the transaction that MySQL spares continues. */
    private static void upsertUntilDeadlock(Miniature system, List<Long> ids, Path workerLog) {
        try (Connection connection = system.connect()) {
            connection.setAutoCommit(false);
            for (int round = 0; round < 50 && !Files.exists(workerLog); round++) {
                upsert(connection, ids);
                connection.commit();
            }
        } catch (Exception failure) {
            write(workerLog, "WARN RetryQueue retrying 1 messages, each hotel separately: " + failure);
        }
    }

    private static void upsert(Connection connection, List<Long> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO reserve_hotel (id, iscancel, hotelid)"
                        + " VALUES (?, 0, 0) ON DUPLICATE KEY UPDATE iscancel = GREATEST(iscancel, VALUES(iscancel))")) {
            for (long id : ids) {
                statement.setLong(1, id);
                statement.executeUpdate();
            }
        }
    }

    private static void write(Path file, String line) {
        try {
            Files.writeString(file, line + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
