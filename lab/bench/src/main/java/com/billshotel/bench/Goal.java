package com.billshotel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A line of the table: a figure, and what it should be.
 *
 * @param figure the name it has in the results, for when it is missing
 * @param target null: shown for comparison only
 * @param atLeast whether more is better
 */
record Goal(
        String what,
        String figure,
        Function<Results, OptionalDouble> value,
        String format,
        Double target,
        boolean atLeast) {
    static List<Goal> all() {
        List<Goal> goals = new ArrayList<>(List.of(
                shown("the same SQL straight from JDBC, reservations/s", "sql_per_s", "%,.0f"),
                atLeast("intake → gRPC → MySQL, reservations/s", "pipeline_per_s", "%,.0f", 30_000),
                ratio("  ... of the SQL", "pipeline_per_s", "sql_per_s", 0.6),
                shown("all on one hotel, reservations/s", "hot_per_s", "%,.0f"),
                ratio("  ... of spread over 100 hotels", "hot_per_s", "pipeline_per_s", 0.8),
                atLeast("end to end, embedded broker, reservations/s", EndToEndLoad.FIGURE, "%,.0f", 15_000),
                atLeast("end to end, Google's emulator, reservations/s", EmulatorMeasurement.FIGURE, "%,.0f", 6_000),
                shown("the old per-message way, reservations/s", "old_way_per_s", "%,.0f"),
                times("  pipeline over the old way", "pipeline_per_s", "old_way_per_s", 20),
                times("  end to end over the old way", EndToEndLoad.FIGURE, "old_way_per_s", 20)));
        ReadsMeasurement.CALLERS.forEach(callers -> goals.addAll(reads(callers)));
        LatencyMeasurement.RATES.forEach(rate -> goals.addAll(latencies(rate)));
        goals.addAll(List.of(
                atMost("lock errors, 8 writers", LocksMeasurement.FIGURE, "%,.0f", 0.0),
                atMost("hotel-server: start → SERVING, s", "start_s.hotel-server.aot", "%.2f", 0.6),
                atMost("reserve-client: start → SERVING, s", "start_s.reserve-client.aot", "%.2f", 0.6),
                shown("  hotel-server, JDK 17", "start_s.hotel-server.17", "%.2f"),
                shown("  reserve-client, JDK 17", "start_s.reserve-client.17", "%.2f"),
                atMost("hotel-server: memory under load, MB", "memory_mb.hotel-server", "%,.0f", 160.0),
                atMost("reserve-client: memory under load, MB", "memory_mb.reserve-client", "%,.0f", 160.0),
                atMost("cost per reservation at 10 million rows, × empty", GrowthMeasurement.RATIO, "%.2f", 1.2)));
        return goals;
    }

    private static List<Goal> reads(int callers) {
        String get = "get_per_s." + callers;
        String echo = "echo_per_s." + callers;
        return List.of(
                shown("GetHotel, " + callers + " callers, calls/s", get, "%,.0f"),
                shown("  bare grpc-java echo", echo, "%,.0f"),
                shown("  a query per call", "query_per_call_per_s." + callers, "%,.0f"),
                callers == 64
                        ? ratio("  GetHotel of echo", get, echo, 0.7)
                        : comparison("  GetHotel of echo", get, echo));
    }

    private static List<Goal> latencies(int rate) {
        String figure = "latency_ms." + rate + ".";
        String what = String.format(Locale.ROOT, "received → committed at %,d/s, ms: ", rate);
        boolean isGoal = rate == 500;
        return List.of(
                isGoal ? atMost(what + "p50", figure + "p50", "%.1f", 10) : shown(what + "p50", figure + "p50", "%.1f"),
                isGoal ? atMost(what + "p99", figure + "p99", "%.1f", 40) : shown(what + "p99", figure + "p99", "%.1f"),
                shown(what + "p99.9", figure + "p99.9", "%.1f"));
    }

    private static Goal shown(String what, String figure, String format) {
        return new Goal(what, figure, results -> results.get(figure), format, null, true);
    }

    private static Goal atLeast(String what, String figure, String format, double target) {
        return new Goal(what, figure, results -> results.get(figure), format, target, true);
    }

    private static Goal atMost(String what, String figure, String format, double target) {
        return new Goal(what, figure, results -> results.get(figure), format, target, false);
    }

    private static Goal ratio(String what, String above, String below, double target) {
        return new Goal(what, above, results -> results.ratio(above, below), "%.2f", target, true);
    }

    private static Goal times(String what, String above, String below, double target) {
        return new Goal(what, above, results -> results.ratio(above, below), "%.1f ×", target, true);
    }

    private static Goal comparison(String what, String above, String below) {
        return new Goal(what, above, results -> results.ratio(above, below), "%.2f", null, true);
    }

    boolean isMet(double actual) {
        return target == null || (atLeast ? actual >= target : actual <= target);
    }

    String shown(double number) {
        return String.format(Locale.ROOT, format, number);
    }

    /** As in the table: empty if there is no goal. */
    String shownTarget() {
        return target == null ? "" : (atLeast ? "≥ " : "≤ ") + shown(target);
    }
}
