package com.billshotel.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cost per reservation when the tables already hold millions of rows. At each size the first run is a warm-up, in which MySQL
 * also flushes the inserted rows, which would otherwise slow down the measurement. The result is the median of the others.
 */
final class GrowthMeasurement implements Measurement {
    static final String RATIO = "growth_ratio";

    private static final int HOTELS = 100;
    private static final int STEP = 100_000;
    private static final int ROUNDS = 3;

    /** Greater than the id of any row that {@link #fill} inserts. */
    private static final long FIRST_NEW_ID = 1_000_000_000L;

    private final Plan plan;
    private final Progress progress;

    GrowthMeasurement(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    @Override
    public List<String> figures() {
        return plan.growth().isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(RATIO), plan.growth().stream().map(GrowthMeasurement::figure))
                        .toList();
    }

    @Override
    public void run(Fixture fixture, Results results) throws Exception {
        if (plan.growth().isEmpty()) {
            return;
        }
        fixture.database().reset(HOTELS);
        int filled = 0;
        long booked = 0;
        for (int rows : plan.growth()) {
            fill(fixture.database(), filled, rows);
            filled = rows;
            booked = book(rows, booked, fixture, results);
        }
        progress.say("auditing %,d rows", filled + booked);
        List<String> problems = fixture.database().problems(filled + booked);
        int largest = plan.growth().get(plan.growth().size() - 1);
        results.ratio(figure(plan.growth().get(0)), figure(largest))
                .ifPresent(ratio -> results.add(RATIO, ratio, problems));
    }

    /** Books in {@value #ROUNDS} timed rounds; returns the number of reservations booked in this and all previous calls. */
    private long book(int rows, long bookedBefore, Fixture fixture, Results results) throws Exception {
        PipelineLoad load = new PipelineLoad(figure(rows), HOTELS);
        List<Double> rates = new ArrayList<>();
        long booked = bookedBefore;
        for (int round = 0; round <= ROUNDS; round++) {
            if (rows == 0) { // each round starts with empty tables
                fixture.database().reset(HOTELS);
                booked = 0;
            }
            Load.Run run = load.run(
                    fixture,
                    new Window(plan.warmUp(), plan.window()),
                    new LoadSource(HOTELS).from(FIRST_NEW_ID + booked));
            booked += run.confirmed();
            rates.add(run.perSecond());
            progress.say("%-22s %,8.0f/s", load.name(), run.perSecond());
        }
        results.add(load.name(), ThroughputMeasurement.median(rates.subList(1, rates.size())), List.of());
        return booked;
    }

    private static String figure(int rows) {
        return "growth_per_s." + rows;
    }

    /** Inserts the rows that bookings leave behind, by ascending id, in several transactions. */
    private void fill(BenchDatabase database, int from, int to) throws SQLException {
        for (int first = from; first < to; first += STEP) {
            String ids = "WITH digits AS (SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3"
                    + " UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
                    + " UNION ALL SELECT 9) SELECT " + first
                    + " + a.d * 10000 + b.d * 1000 + c.d * 100 + e.d * 10 + f.d AS id"
                    + " FROM digits a, digits b, digits c, digits e, digits f ORDER BY id";
            database.execute("INSERT INTO room_holds SELECT id, id % " + HOTELS
                    + ", 'HELD', 12345, 1700000000, 1700604800 FROM (" + ids + ") AS new_ids");
            database.execute("INSERT INTO reserve_hotel SELECT reservation_id, 0, hotel_id, user_id, reserved_datetime,"
                    + " checkin_datetime FROM room_holds WHERE reservation_id BETWEEN " + first + " AND "
                    + (first + STEP - 1));
            if ((first + STEP) % (10 * STEP) == 0) {
                progress.say("inserted %,d rows", first + STEP);
            }
        }
        database.execute("UPDATE hotels SET rooms_available = rooms_available - " + (to - from) / HOTELS);
    }
}
