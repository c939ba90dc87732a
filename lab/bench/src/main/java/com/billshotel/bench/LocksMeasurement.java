package com.billshotel.bench;

import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.DependencyException;
import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.storage.ReservationTables;
import com.billshotel.server.locks.HotelLocks;
import com.billshotel.server.rooms.RoomDecision;
import com.billshotel.server.rooms.RoomLedger;
import com.billshotel.server.rooms.RoomRequest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Counts lock wait timeouts (1205) and deadlocks (1213) while eight writers compete for ten hotels. There are no lanes to keep the
 * batches of one worker apart: each batch might come from a different worker. Batches contain bookings, repeats of ids that other
 * writers are writing, and cancellations, some before their booking.
 */
final class LocksMeasurement implements Measurement {
    static final String FIGURE = "lock_errors";

    private static final int WRITERS = 8;
    private static final int HOTELS = 10;
    private static final int BATCH = 50;
    private static final int SEED = 42;

    /** New ids per batch; smaller than a batch, so that the rest are repeats. */
    private static final int NEW_IDS = 30;

    private static final int CANCELS_PER_HUNDRED = 20;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final Delivery NONE = new Delivery("", new byte[0], Map.of(), Instant.EPOCH, null);

    private final int batches;
    private final Progress progress;

    LocksMeasurement(int batches, Progress progress) {
        this.batches = batches;
        this.progress = progress;
    }

    @Override
    public List<String> figures() {
        return List.of(FIGURE);
    }

    @Override
    public void run(Fixture fixture, Results results) throws Exception {
        fixture.database().reset(HOTELS);
        AtomicInteger done = new AtomicInteger();
        AtomicInteger timeouts = new AtomicInteger();
        AtomicInteger deadlocks = new AtomicInteger();
        try (ConcurrentCallers writers =
                ConcurrentCallers.start(WRITERS, writer -> new Writer(fixture, writer, done, timeouts, deadlocks))) {
            while (done.get() < batches && !writers.hasFailed()) {
                Thread.sleep(10);
            }
        }
        results.add(FIGURE, timeouts.get() + deadlocks.get(), fixture.database().audit());
        progress.say(
                "%-22s %,8d lock wait timeouts and %,d deadlocks in %,d batches",
                FIGURE, timeouts.get(), deadlocks.get(), done.get());
    }

    private static final class Writer implements ConcurrentCallers.Task {
        private final SplittableRandom random;
        private final RoomLedger ledger;
        private final ReservationTables tables;
        private final AtomicInteger done;
        private final AtomicInteger timeouts;
        private final AtomicInteger deadlocks;

        Writer(Fixture fixture, int number, AtomicInteger done, AtomicInteger timeouts, AtomicInteger deadlocks) {
            this.random = new SplittableRandom(SEED + number);
            this.ledger = new RoomLedger(new HotelLocks(fixture.pool()));
            this.tables = new ReservationTables(fixture.pool(), deadLetter -> true);
            this.done = done;
            this.timeouts = timeouts;
            this.deadlocks = deadlocks;
        }

        @Override
        public void once() throws Exception {
            long newest = (long) done.incrementAndGet() * NEW_IDS;
            List<Booking> bookings = new ArrayList<>(BATCH);
            List<Boolean> cancels = new ArrayList<>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                bookings.add(Booking.of(newest + random.nextInt(BATCH), HOTELS));
                cancels.add(random.nextInt(100) < CANCELS_PER_HUNDRED);
            }
            storeWithRetries(bookings, cancels);
        }

        /** Retries a failed batch as a whole, as a worker does. */
        private void storeWithRetries(List<Booking> bookings, List<Boolean> cancels) throws Exception {
            for (boolean stored = false; !stored; ) {
                try {
                    tables.store(outcomes(bookings, cancels, ledger.decide(requests(bookings, cancels))));
                    stored = true;
                } catch (SQLException | DependencyException failure) {
                    switch (errorCode(failure)) {
                        case LOCK_WAIT_TIMEOUT -> timeouts.incrementAndGet();
                        case DEADLOCK -> deadlocks.incrementAndGet();
                        default -> throw failure;
                    }
                }
            }
        }
    }

    private static List<RoomRequest> requests(List<Booking> bookings, List<Boolean> cancels) {
        return IntStream.range(0, bookings.size())
                .mapToObj(i -> bookings.get(i).request(cancels.get(i)))
                .toList();
    }

    private static List<Outcome> outcomes(List<Booking> bookings, List<Boolean> cancels, List<RoomDecision> decisions) {
        return IntStream.range(0, bookings.size())
                .mapToObj(
                        i -> new Outcome(NONE, bookings.get(i).message(cancels.get(i)), verdict(decisions.get(i)), ""))
                .toList();
    }

    private static Verdict verdict(RoomDecision decision) {
        return switch (decision.outcome()) {
            case HELD -> Verdict.CONFIRMED;
            case RELEASED -> Verdict.CANCELLED;
            default -> throw new IllegalStateException("unexpected decision: " + decision);
        };
    }

    private static int errorCode(Throwable failure) {
        int code = 0;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            code = cause instanceof SQLException fault ? fault.getErrorCode() : code;
        }
        return code;
    }
}
