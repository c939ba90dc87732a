package com.billshotel.drill;

import com.billshotel.drill.check.Checker;
import com.billshotel.drill.check.Findings;
import com.billshotel.drill.traffic.Generator;
import com.billshotel.drill.traffic.Hotels;
import com.billshotel.drill.traffic.Journal;
import com.billshotel.drill.traffic.Traffic;
import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.OutcomeSink;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.intake.Decoded;
import com.billshotel.reserve.intake.Malformed;
import com.billshotel.reserve.intake.ReservationDecoder;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.reserve.storage.ReservationTables;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.server.locks.HotelLocks;
import com.billshotel.server.rooms.RoomDecision;
import com.billshotel.server.rooms.RoomLedger;
import com.billshotel.server.rooms.RoomRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The booking protocol in one thread: calls the services' own parts in turn and sometimes crashes between two of them, after which
 * unacknowledged messages are redelivered. Subclasses plant a mistake in one step.
 */
class Miniature implements AutoCloseable {
    private static final int MESSAGES = 2_000;
    private static final int BATCH = 20;
    private static final int BATCHES_PER_CRASH = 10;
    private static final long FIRST_MESSAGE_ID = 1_000;

    final TestDatabase database = MysqlBackend.preferred().freshDatabase();
    private final Traffic traffic;
    private final Journal journal = new Journal();
    private final Deque<Delivery> backlog = new ArrayDeque<>();
    private final ReservationDecoder decoder = new ReservationDecoder();
    private final Random random;
    private final MysqlPool pool;
    private final RoomLedger ledger;
    private final OutcomeSink tables;

    Miniature(long seed) throws Exception {
        traffic = new Traffic(seed, new Hotels(8, MESSAGES / 3, false));
        random = new Random(seed);
        execute(ProjectFiles.sql("init.sql"));
        execute(traffic.hotels().insert());
        pool = MysqlPool.open(settings(), 4, ReservationTables.TABLES);
        ledger = new RoomLedger(new HotelLocks(pool));
        tables = new ReservationTables(pool, true);
        publish();
    }

    /** Runs until everything is acknowledged and returns what the drill's checker finds. */
    Findings run() throws Exception {
        while (!backlog.isEmpty()) {
            List<Delivery> batch = new ArrayList<>();
            while (batch.size() < BATCH && !backlog.isEmpty()) {
                batch.add(backlog.poll());
            }
            try {
                process(batch);
            } catch (Crash crash) {
                backlog.addAll(crash.unacknowledged);
            }
        }
        Findings findings = new Findings();
        try (Connection connection = connect()) {
            new Checker(traffic, journal).check(connection, findings);
        }
        return findings;
    }

    /** Acknowledges last; a crash before it has the batch redelivered. */
    void process(List<Delivery> batch) throws Exception {
        List<Outcome> outcomes = decide(batch);
        crashNowAndThen(batch);
        store(outcomes);
        crashNowAndThen(batch);
    }

    final void crashNowAndThen(List<Delivery> unacknowledged) {
        if (random.nextInt(BATCHES_PER_CRASH) == 0) {
            throw new Crash(unacknowledged);
        }
    }

    final List<Outcome> decide(List<Delivery> batch) throws SQLException {
        List<Decoded> contents = batch.stream()
                .map(delivery -> decoder.decode(delivery.payload()))
                .toList();
        List<RoomRequest> requests = contents.stream()
                .filter(ReservationMessage.class::isInstance)
                .map(content -> request((ReservationMessage) content))
                .toList();
        List<RoomDecision> decisions = ask(requests);
        List<Outcome> outcomes = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < batch.size(); i++) {
            outcomes.add(
                    contents.get(i) instanceof ReservationMessage message
                            ? outcome(batch.get(i), message, decisions.get(next++))
                            : new Outcome(
                                    batch.get(i), null, Verdict.MALFORMED, ((Malformed) contents.get(i)).detail()));
        }
        return outcomes;
    }

    List<RoomDecision> ask(List<RoomRequest> requests) throws SQLException {
        return ledger.decide(requests);
    }

    void store(List<Outcome> outcomes) throws Exception {
        tables.store(outcomes);
    }

    final void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    final Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl() + "?allowMultiQueries=true",
                database.server().user(),
                database.server().password());
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }

    private void publish() {
        Generator generator = new Generator(traffic);
        for (int i = 0; i < MESSAGES; i++) {
            Generator.Message message = generator.next();
            long id = FIRST_MESSAGE_ID + i;
            journal.add(message.reservation(), message.kind(), id);
            byte[] payload =
                    traffic.payload(message.reservation(), message.kind()).getBytes(StandardCharsets.UTF_8);
            backlog.add(new Delivery(Long.toString(id), payload, Map.of(), Instant.now(), null));
        }
    }

    private Settings settings() throws Exception {
        return Settings.read(
                Map.of(
                        "MYSQL_HOST", database.server().host(),
                        "MYSQL_PORT", Integer.toString(database.server().port()),
                        "MYSQL_USER", database.server().user(),
                        "MYSQL_PASSWORD", database.server().password(),
                        "MYSQL_DATABASE", database.name()),
                MysqlPool.SETTINGS);
    }

    private static RoomRequest request(ReservationMessage message) {
        return new RoomRequest(
                message.cancel() ? RoomRequest.Action.RELEASE : RoomRequest.Action.HOLD,
                message.id(),
                message.hotelId(),
                message.userId(),
                message.reservedAt(),
                message.checkinAt());
    }

    private static Outcome outcome(Delivery delivery, ReservationMessage message, RoomDecision decision) {
        Verdict verdict =
                switch (decision.outcome()) {
                    case HELD -> Verdict.CONFIRMED;
                    case RELEASED -> Verdict.CANCELLED;
                    case REFUSED -> Verdict.HOTEL_FULL;
                    case CONFLICT -> Verdict.CONFLICT;
                    case HOTEL_NOT_FOUND -> Verdict.HOTEL_NOT_FOUND;
                    case ROOM_COUNT_INVALID -> throw new IllegalStateException(decision.toString());
                };
        return new Outcome(delivery, message, verdict, decision.conflictingField());
    }

    /** The simulated crash of a worker. */
    static final class Crash extends RuntimeException {
        private final transient List<Delivery> unacknowledged;

        Crash(List<Delivery> unacknowledged) {
            this.unacknowledged = unacknowledged;
        }
    }
}
