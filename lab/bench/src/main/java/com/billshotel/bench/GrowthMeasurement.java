package com.billshotel.bench;

import com.billshotel.bench.PurgeUnderLoad.Purged;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What changes when the tables already hold millions of rows: the cost per reservation, the audit, and purge while bookings go on. At
 * each size the first run is a warm-up, in which MySQL also flushes the inserted rows, which would otherwise slow down the measurement.
 * The result is the median of the others.
 */
final class GrowthMeasurement implements Measurement {
    static final String RATIO = "growth_ratio";
    static final String AUDIT = "audit_s_per_million";
    static final String PURGE = "purge_longest_transaction_ms";
    static final String PURGE_LOAD = "purge_per_s";

    private static final int ROUNDS = 3;

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
                : Stream.concat(
                                Stream.of(RATIO, AUDIT, PURGE, PURGE_LOAD),
                                plan.growth().stream().map(GrowthMeasurement::figure))
                        .toList();
    }

    @Override
    public void run(Fixture fixture, Results results) throws Exception {
        if (plan.growth().isEmpty()) {
            return;
        }
        BenchDatabase database = fixture.database();
        database.reset(LargeTables.HOTELS);
        LargeTables tables = new LargeTables(database, progress);
        long booked = 0;
        for (int rows : plan.growth()) {
            tables.fill(rows);
            booked = book(rows, booked, fixture, results);
        }
        int largest = plan.growth().get(plan.growth().size() - 1);
        long rows = largest + booked;
        progress.say("auditing %,d rows", rows);
        double seconds = database.auditSeconds();
        progress.say("%-22s %,8.1f s", AUDIT, seconds * 1e6 / rows);
        List<String> problems = database.problems(rows - tables.cancelled());
        results.add(AUDIT, seconds * 1e6 / rows, problems);
        results.ratio(figure(plan.growth().get(0)), figure(largest))
                .ifPresent(ratio -> results.add(RATIO, ratio, problems));
        purge(fixture, rows, LargeTables.FIRST_NEW_ID + booked, tables, results);
    }

    /** @param rows reservations in the tables */
    private void purge(Fixture fixture, long rows, long firstNewId, LargeTables tables, Results results)
            throws Exception {
        progress.say("purging %,d reservations while bookings go on", tables.cancelled());
        Purged purged = new PurgeUnderLoad(fixture, plan).run(firstNewId);
        progress.say("%-22s %,8d ms %,8.0f/s", "longest transaction", purged.longestMillis(), purged.perSecond());
        List<String> problems =
                new ArrayList<>(fixture.database().problems(rows + purged.booked() - tables.cancelled()));
        if (purged.rows() != 2 * tables.cancelled()) {
            problems.add(purged.rows() + " rows purged where " + 2 * tables.cancelled() + " were expected");
        }
        results.add(PURGE, purged.longestMillis(), problems);
        results.add(PURGE_LOAD, purged.perSecond(), problems);
    }

    /** Books in {@value #ROUNDS} timed rounds; returns the number of reservations booked in this and all previous calls. */
    private long book(int rows, long bookedBefore, Fixture fixture, Results results) throws Exception {
        PipelineLoad load = new PipelineLoad(figure(rows), LargeTables.HOTELS);
        List<Double> rates = new ArrayList<>();
        long booked = bookedBefore;
        for (int round = 0; round <= ROUNDS; round++) {
            if (rows == 0) { // each round starts with empty tables
                fixture.database().reset(LargeTables.HOTELS);
                booked = 0;
            }
            Load.Run run = load.run(
                    fixture,
                    new Window(plan.warmUp(), plan.window()),
                    new LoadSource(LargeTables.HOTELS).from(LargeTables.FIRST_NEW_ID + booked));
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
}
