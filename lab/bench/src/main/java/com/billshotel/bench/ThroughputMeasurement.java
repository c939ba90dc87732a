package com.billshotel.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Throughputs to be compared, measured in alternation over several rounds: a disturbance then affects one round of each load
 * rather than all rounds of one. The result is the median of the rounds.
 */
final class ThroughputMeasurement implements Measurement {
    private final Plan plan;
    private final Progress progress;
    private final List<Load> loads;

    ThroughputMeasurement(Plan plan, Progress progress, List<Load> loads) {
        this.plan = plan;
        this.progress = progress;
        this.loads = loads;
    }

    @Override
    public void run(Fixture fixture, Results results) throws Exception {
        Map<Load, List<Double>> rates = new LinkedHashMap<>();
        round("warm-up", fixture, results);
        for (int round = 1; round <= plan.rounds(); round++) {
            round("round " + round + " of " + plan.rounds(), fixture, results)
                    .forEach((load, rate) -> rates.computeIfAbsent(load, any -> new ArrayList<>())
                            .add(rate));
        }
        rates.forEach((load, perSecond) -> results.add(load.name(), median(perSecond), List.of()));
    }

    private Map<Load, Double> round(String title, Fixture fixture, Results results) throws Exception {
        progress.say("%s", title);
        Map<Load, Double> rates = new LinkedHashMap<>();
        for (Load load : loads) {
            rates.put(load, once(load, fixture, results));
        }
        return rates;
    }

    private double once(Load load, Fixture fixture, Results results) throws Exception {
        fixture.database().reset(load.hotels());
        Load.Run run = load.run(fixture, new Window(plan.warmUp(), plan.window()));
        List<String> problems = load.problems(fixture.database(), run);
        results.add(load.name(), run.perSecond(), problems);
        progress.say("%-22s %,8.0f/s %s", load.name(), run.perSecond(), problems.isEmpty() ? "" : "INCONSISTENT");
        return run.perSecond();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
