package com.billshotel.bench;

import com.billshotel.local.parts.LabException;
import com.billshotel.reserve.retention.ReservationRetention;
import com.billshotel.server.retention.HoldRetention;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Runs purge of both services, as an operator does, while bookings go on at full speed. */
final class PurgeUnderLoad {
    private static final Pattern DELETED = Pattern.compile("(\\d+)  deleted");
    private static final Pattern LONGEST = Pattern.compile("longest transaction: (\\d+) ms");

    /**
     * What happened.
     *
     * @param rows that were deleted, in all tables
     * @param longestMillis the longest transaction of purge
     * @param perSecond the median of the reservations per second meanwhile
     * @param booked all reservations meanwhile
     */
    record Purged(long rows, long longestMillis, double perSecond, long booked) {}

    private final Fixture fixture;
    private final Plan plan;

    PurgeUnderLoad(Fixture fixture, Plan plan) {
        this.fixture = fixture;
        this.plan = plan;
    }

    /** @param firstId of the reservations that are booked meanwhile */
    Purged run(long firstId) throws Exception {
        PipelineLoad load = new PipelineLoad("purge", LargeTables.HOTELS);
        CompletableFuture<String> purge = CompletableFuture.supplyAsync(this::purge);
        List<Double> rates = new ArrayList<>();
        long booked = 0;
        while (!purge.isDone() || rates.isEmpty()) {
            Load.Run run = load.run(
                    fixture,
                    new Window(plan.warmUp(), plan.window()),
                    new LoadSource(LargeTables.HOTELS).from(firstId + booked));
            booked += run.confirmed();
            rates.add(run.perSecond());
        }
        String printed = purge.get();
        return new Purged(
                numbers(DELETED, printed).stream().mapToLong(Long::longValue).sum(),
                numbers(LONGEST, printed).stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElseThrow(),
                ThroughputMeasurement.median(rates),
                booked);
    }

    /** Returns what both commands print. */
    private String purge() {
        Map<String, String> settings = fixture.database().settings();
        return purge(ReservationRetention.purge(settings)) + purge(HoldRetention.purge(settings));
    }

    private static String purge(CommandLine command) {
        StringWriter printed = new StringWriter();
        StringWriter errors = new StringWriter();
        int exitCode = command.setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(errors))
                .execute("--older-than", "31");
        if (exitCode != CommandLine.ExitCode.OK) {
            throw new LabException("purge failed with " + exitCode + ": " + errors);
        }
        return printed.toString();
    }

    private static List<Long> numbers(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> Long.parseLong(found.group(1)))
                .toList();
    }
}
