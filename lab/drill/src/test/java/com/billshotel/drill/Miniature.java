package com.billshotel.drill;

import com.billshotel.drill.check.Checker;
import com.billshotel.drill.check.Findings;
import com.billshotel.drill.traffic.Generator;
import com.billshotel.drill.traffic.Hotels;
import com.billshotel.drill.traffic.Journal;
import com.billshotel.drill.traffic.Traffic;
import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.local.parts.HotelDatabase;
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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The booking protocol in one thread: calls the services' own parts in turn and sometimes crashes between two of them, after which
 * unacknowledged messages are redelivered. As if there were several workers, half of the batches are stored only after later ones.
 * Subclasses plant a mistake in one step.
 */
class Miniature implements ProtocolRun, AutoCloseable {
    private static final int MESSAGES = 1_000;
    private static final int BATCH = 20;
    private static final int BATCHES_PER_CRASH = 10;
    private static final int MAX_STALLED = 10;
    private static final long FIRST_MESSAGE_ID = 1_000;

    private final Journal journal = new Journal();
    private final Deque<Delivery> backlog = new ArrayDeque<>();
    private final Deque<Stalled> stalled = new ArrayDeque<>();
    private final ReservationDecoder decoder = new ReservationDecoder();
    private Random random;
    private Traffic traffic;
    private TestDatabase database;
    private TestDatabase owned;
    private MysqlPool pool;
    private RoomLedger ledger;
    private OutcomeSink tables;

    /** Creates a database and publishes the messages that follow from the seed. */
    final Miniature open(long seed) throws Exception {
        owned = createDatabase();
        return openOn(owned, seed);
    }

    static TestDatabase createDatabase() throws SQLException {
        TestDatabase database = MysqlBackend.preferred().freshDatabase();
        new HotelDatabase(database.server(), database.name()).createTables();
        return database;
    }

    private Miniature openOn(TestDatabase emptyTables, long seed) throws Exception {
        database = emptyTables;
        random = new Random(seed);
        traffic = new Traffic(seed, new Hotels(8, MESSAGES / 3, false));
        execute(traffic.hotels().insert());
        pool = MysqlPool.open(settings(), 4, ReservationTables.TABLES);
        ledger = new RoomLedger(new HotelLocks(pool));
        tables = new ReservationTables(pool, deadLetter -> true);
        publish();
        return this;
    }

    @Override
    public final Findings run(TestDatabase emptyTables, long seed, String sqlAfterEachStep) throws Exception {
        try (this) {
            openOn(emptyTables, seed);
            while (!isDone()) {
                processNext();
                if (!sqlAfterEachStep.isEmpty()) {
                    execute(sqlAfterEachStep);
                }
            }
            return check();
        }
    }

    /** Runs until everything is acknowledged and returns what the drill's checker finds. */
    final Findings run() throws Exception {
        while (!isDone()) {
            processNext();
        }
        return check();
    }

    private Findings check() throws SQLException {
        Findings findings = new Findings();
        try (Connection connection = connect()) {
            new Checker(traffic, journal).check(connection, findings);
        }
        return findings;
    }

    private boolean isDone() {
        return backlog.isEmpty() && stalled.isEmpty();
    }

    private void processNext() throws Exception {
        try {
            if (stalled.size() > MAX_STALLED || backlog.isEmpty()) {
                Stalled oldest = stalled.remove();
                complete(oldest.batch, oldest.outcomes);
            } else {
                process(nextBatch());
            }
        } catch (Crash crash) {
            backlog.addAll(crash.unacknowledged);
        }
    }

    private List<Delivery> nextBatch() {
        List<Delivery> batch = new ArrayList<>();
        while (batch.size() < BATCH && !backlog.isEmpty()) {
            batch.add(backlog.poll());
        }
        return batch;
    }

    /** Acknowledges last; a crash before it has the batch redelivered. */
    void process(List<Delivery> batch) throws Exception {
        List<Outcome> outcomes = decide(batch);
        crashNowAndThen(batch);
        if (random.nextBoolean()) {
            stalled.add(new Stalled(batch, outcomes));
        } else {
            complete(batch, outcomes);
        }
    }

    private void complete(List<Delivery> batch, List<Outcome> outcomes) throws Exception {
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
        execute(database, sql);
    }

    static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    final void changeRooms(int hotel, int change) throws SQLException {
        execute("UPDATE hotels SET rooms_available = rooms_available + " + change + " WHERE id = " + hotel);
    }

    final Set<Long> ids(String sql) throws SQLException {
        Set<Long> ids = new LinkedHashSet<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    /** Asks about all requests but some, which get this answer. */
    final List<RoomDecision> answerSome(
            List<RoomRequest> requests, Predicate<RoomRequest> some, RoomDecision.Outcome answer) throws SQLException {
        Iterator<RoomDecision> asked =
                ledger.decide(requests.stream().filter(some.negate()).toList()).iterator();
        return requests.stream()
                .map(request ->
                        some.test(request) ? new RoomDecision(request.reservationId(), answer, "") : asked.next())
                .toList();
    }

    final Connection connect() throws SQLException {
        return connect(database);
    }

    private static Connection connect(TestDatabase database) throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl() + "?allowMultiQueries=true",
                database.server().user(),
                database.server().password());
    }

    @Override
    public final void close() {
        if (pool != null) {
            pool.close();
        }
        if (owned != null) {
            owned.close();
        }
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
        String detail =
                verdict == Verdict.HOTEL_NOT_FOUND ? "no hotel " + message.hotelId() : decision.conflictingField();
        return new Outcome(delivery, message, verdict, detail);
    }

    /** A batch that is decided but not stored. */
    private record Stalled(List<Delivery> batch, List<Outcome> outcomes) {}

    /** The simulated crash of a worker. */
    static final class Crash extends RuntimeException {
        private final transient List<Delivery> unacknowledged;

        Crash(List<Delivery> unacknowledged) {
            this.unacknowledged = unacknowledged;
        }
    }
}
