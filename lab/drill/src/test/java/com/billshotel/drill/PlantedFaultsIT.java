package com.billshotel.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.drill.check.Deadlocks;
import com.billshotel.drill.check.Findings;
import com.billshotel.drill.check.Violation.Kind;
import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.Outcome;
import com.billshotel.server.rooms.RoomDecision;
import com.billshotel.server.rooms.RoomRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The drill's checker must find the mistakes that it exists for. */
class PlantedFaultsIT {
    private static final Logger log = LoggerFactory.getLogger(PlantedFaultsIT.class);

    private final long seed = System.nanoTime() & 0xFFFFFF;

    @Test
    void correctProtocol_hasNoFindings() throws Exception {
        try (Miniature sound = new Miniature(seed)) {
            assertThat(findings(sound).violations()).isEmpty();
        }
    }

    @Test
    void acknowledgementBeforeTheCommit_isFound() throws Exception {
        try (Miniature hasty = new Miniature(seed) {
            @Override
            void process(List<Delivery> batch) throws Exception {
                List<Outcome> outcomes = decide(batch);
                crashNowAndThen(List.of());
                store(outcomes);
            }
        }) {
            assertThat(findings(hasty).count(Kind.LOST)).isPositive();
        }
    }

    /** Each repeated booking takes another room. */
    @Test
    void holdThatIsNotIdempotent_isFound() throws Exception {
        try (Miniature greedy = new Miniature(seed) {
            @Override
            List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
                Set<Long> held = held(this);
                for (RoomRequest request : requests) {
                    if (request.action() == RoomRequest.Action.HOLD && held.contains(request.reservationId())) {
                        execute(
                                "UPDATE hotels SET rooms_available = rooms_available - 1 WHERE rooms_available > 0 AND id = "
                                        + request.hotelId());
                    }
                }
                return super.ask(requests);
            }
        }) {
            Findings findings = findings(greedy);
            assertThat(findings.count(Kind.LOST) + findings.count(Kind.OVERBOOKED))
                    .isPositive();
        }
    }

    /** The hold is RELEASED, but the room is not available again. */
    @Test
    void releaseThatIsLost_isFound() throws Exception {
        try (Miniature forgetful = new Miniature(seed) {
            @Override
            List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
                Set<Long> heldBefore = held(this);
                List<RoomDecision> decisions = super.ask(requests);
                Set<Long> heldAfter = held(this);
                for (RoomRequest request : requests) {
                    if (heldBefore.remove(request.reservationId()) && !heldAfter.contains(request.reservationId())) {
                        execute(
                                "UPDATE hotels SET rooms_available = rooms_available - 1 WHERE rooms_available > 0 AND id = "
                                        + request.hotelId());
                    }
                }
                return decisions;
            }
        }) {
            assertThat(findings(forgetful).count(Kind.LOST)).isPositive();
        }
    }

    /** Two workers write the same rows, one in ascending and one in descending order. */
    @Test
    void rowsInNoCommonOrder_areFoundAsDeadlocks(@TempDir Path folder) throws Exception {
        Path workerLog = folder.resolve("worker.log");
        Findings findings = new Findings();
        try (Miniature system = new Miniature(seed)) {
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

    private Findings findings(Miniature system) throws Exception {
        log.info("seed {}", seed);
        Findings findings = system.run();
        log.info(
                "{}, such as {}",
                findings,
                findings.violations().stream().limit(3).toList());
        return findings;
    }

    private static Set<Long> held(Miniature system) throws SQLException {
        return new HashSet<>(ids(system, "SELECT reservation_id FROM room_holds WHERE state = 'HELD'"));
    }

    private static List<Long> reservations(Miniature system, String order) throws SQLException {
        return ids(system, "SELECT id FROM reserve_hotel " + order);
    }

    private static List<Long> ids(Miniature system, String sql) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Connection connection = system.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
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
