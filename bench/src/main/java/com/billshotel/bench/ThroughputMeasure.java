package com.billshotel.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Throughputs that are to be compared, in turns and several times over: what else the machine does in a bad moment hits one
 * round of each and not all of one. The median of the rounds counts.
 */
final class ThroughputMeasure implements Measure {
    private final Plan plan;
    private final Progress progress;
    private final List<Load> loads;

    ThroughputMeasure(Plan plan, Progress progress, List<Load> loads) {
        this.plan = plan;
        this.progress = progress;
        this.loads = loads;
    }

    @Override
    public void run(Rig rig, Results results) throws Exception {
        Map<Load, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round < plan.rounds(); round++) {
            for (Load load : loads) {
                Window window = new Window(plan.warmUpOfRound(round), plan.window());
                rates.computeIfAbsent(load, any -> new ArrayList<>()).add(once(load, window, rig, results));
            }
        }
        rates.forEach((load, taken) -> results.add(load.name(), median(taken), List.of()));
    }

    private double once(Load load, Window window, Rig rig, Results results) throws Exception {
        rig.database().reset(load.hotels());
        Load.Run run = load.run(rig, window);
        List<String> problems = load.problems(rig.database(), run);
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
