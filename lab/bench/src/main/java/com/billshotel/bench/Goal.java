package com.billshotel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A row of the report: a figure and the goal that this project has set for it.
 *
 * @param what the row's label
 * @param figures those that the value is computed from
 * @param value computes the row's value
 * @param format for value and target
 * @param target the goal; null: the row is for comparison only
 * @param atLeast whether the target is a minimum rather than a maximum
 */
record Goal(
        String what,
        List<String> figures,
        Function<Results, OptionalDouble> value,
        String format,
        Double target,
        boolean atLeast) {
    static List<Goal> all() {
        List<Goal> goals = new ArrayList<>(List.of(
                shown("the SQL alone, directly through JDBC: reservations/s", "sql_per_s", "%,.0f"),
                atLeast("worker → gRPC → MySQL, 100 hotels: reservations/s", "pipeline_per_s", "%,.0f", 30_000),
                ratio("  relative to the SQL alone", "pipeline_per_s", "sql_per_s", 0.6),
                shown("all messages for one hotel: reservations/s", "hot_per_s", "%,.0f"),
                ratio("  relative to 100 hotels", "hot_per_s", "pipeline_per_s", 0.8),
                atLeast("end to end, embedded broker: reservations/s", EndToEndLoad.FIGURE, "%,.0f", 15_000),
                atLeast("end to end, Google's emulator: reservations/s", EmulatorMeasurement.FIGURE, "%,.0f", 6_000),
                shown("one message at a time: reservations/s", "old_way_per_s", "%,.0f"),
                speedup("  worker → gRPC → MySQL, relative to it", "pipeline_per_s", "old_way_per_s", 20),
                speedup("  end to end, embedded broker, relative to it", EndToEndLoad.FIGURE, "old_way_per_s", 20)));
        ReadsMeasurement.CALLERS.forEach(callers -> goals.addAll(reads(callers)));
        LatencyMeasurement.RATES.forEach(rate -> goals.addAll(latencies(rate)));
        goals.addAll(List.of(
                atLeast("GetHotel at 5 times its capacity: answered, of capacity", "overload.get.goodput", "%.2f", 0.9),
                atMost("  seconds to normal afterwards", "overload.get.recovery_s", "%.0f", 5.0),
                atLeast("DecideHolds, 1 hold each, at 5 times its capacity", "overload.hold.goodput", "%.2f", 0.9),
                atMost("  seconds to normal afterwards", "overload.hold.recovery_s", "%.0f", 5.0),
                atMost("lock errors with 8 concurrent writers", LocksMeasurement.FIGURE, "%,.0f", 0.0),
                atMost("hotel-server: start to SERVING, s", "start_s.hotel-server.aot", "%.2f", 0.6),
                atMost("reserve-client: start to SERVING, s", "start_s.reserve-client.aot", "%.2f", 0.6),
                shown("  hotel-server on JDK 17", "start_s.hotel-server.17", "%.2f"),
                shown("  reserve-client on JDK 17", "start_s.reserve-client.17", "%.2f"),
                atMost("hotel-server: peak memory under load, MB", "memory_mb.hotel-server", "%,.0f", 160.0),
                atMost("reserve-client: peak memory under load, MB", "memory_mb.reserve-client", "%,.0f", 160.0),
                atMost(
                        "cost per reservation at 10 million rows, relative to an empty table",
                        GrowthMeasurement.RATIO,
                        "%.2f",
                        1.2),
                atMost("the audit of 10 million rows: s per million", GrowthMeasurement.AUDIT, "%.1f", 8.0),
                atMost("purge under load: longest transaction, ms", GrowthMeasurement.PURGE, "%,.0f", 100.0),
                shown("  reservations/s meanwhile", GrowthMeasurement.PURGE_LOAD, "%,.0f")));
        return goals;
    }

    private static List<Goal> reads(int callers) {
        String get = "get_per_s." + callers;
        String echo = "echo_per_s." + callers;
        return List.of(
                shown("GetHotel with " + callers + (callers == 1 ? " caller" : " callers") + ": calls/s", get, "%,.0f"),
                shown("  bare grpc-java echo", echo, "%,.0f"),
                shown("  one query per call", "query_per_call_per_s." + callers, "%,.0f"),
                callers == 64
                        ? ratio("  GetHotel relative to the echo", get, echo, 0.7)
                        : comparison("  GetHotel relative to the echo", get, echo));
    }

    private static List<Goal> latencies(int rate) {
        String figure = "latency_ms." + rate + ".";
        String what = String.format(Locale.ROOT, "received to committed at %,d/s, ", rate);
        boolean isGoal = rate == 500;
        return List.of(
                isGoal
                        ? atMost(what + "p50: ms", figure + "p50", "%.1f", 10)
                        : shown(what + "p50: ms", figure + "p50", "%.1f"),
                isGoal
                        ? atMost(what + "p99: ms", figure + "p99", "%.1f", 40)
                        : shown(what + "p99: ms", figure + "p99", "%.1f"),
                shown(what + "p99.9: ms", figure + "p99.9", "%.1f"));
    }

    private static Goal shown(String what, String figure, String format) {
        return new Goal(what, List.of(figure), results -> results.get(figure), format, null, true);
    }

    private static Goal atLeast(String what, String figure, String format, double target) {
        return new Goal(what, List.of(figure), results -> results.get(figure), format, target, true);
    }

    private static Goal atMost(String what, String figure, String format, double target) {
        return new Goal(what, List.of(figure), results -> results.get(figure), format, target, false);
    }

    private static Goal ratio(String what, String above, String below, double target) {
        return new Goal(what, List.of(above, below), results -> results.ratio(above, below), "%.2f", target, true);
    }

    private static Goal speedup(String what, String above, String below, double target) {
        return new Goal(what, List.of(above, below), results -> results.ratio(above, below), "%.1f ×", target, true);
    }

    private static Goal comparison(String what, String above, String below) {
        return new Goal(what, List.of(above, below), results -> results.ratio(above, below), "%.2f", null, true);
    }

    boolean isMet(double actual) {
        return target == null || (atLeast ? actual >= target : actual <= target);
    }

    String formatted(double number) {
        return String.format(Locale.ROOT, format, number);
    }

    /** The target as shown in the report; empty if there is none. */
    String formattedTarget() {
        return target == null ? "" : (atLeast ? "≥ " : "≤ ") + formatted(target);
    }
}
