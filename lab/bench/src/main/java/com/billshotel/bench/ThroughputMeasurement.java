package com.billshotel.bench;

import java.util.ArrayList;
import java.util.List;

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
    public List<String> figures() {
        return loads.stream().map(Load::name).toList();
    }

    @Override
    public void run(Fixture fixture, Results results) throws InterruptedException {
        List<Series> all = loads.stream().map(Series::new).toList();
        round("warm-up", all, fixture, results);
        all.forEach(series -> series.rates.clear());
        for (int round = 1; round <= plan.rounds(); round++) {
            round("round " + round + " of " + plan.rounds(), all, fixture, results);
        }
        all.stream()
                .filter(series -> !series.rates.isEmpty())
                .forEach(series -> results.add(series.load.name(), median(series.rates), series.problems));
    }

    /** A load that has failed is left out from then on. */
    private void round(String title, List<Series> all, Fixture fixture, Results results) throws InterruptedException {
        progress.say("%s", title);
        for (Series series : all) {
            String name = series.load.name();
            if (results.gap(name).isEmpty()) {
                results.attempt(name, List.of(name), () -> once(series, fixture));
            }
        }
    }

    private void once(Series series, Fixture fixture) throws Exception {
        Load load = series.load;
        fixture.database().reset(load.hotels());
        Load.Run run = load.run(fixture, new Window(plan.warmUp(), plan.window()));
        List<String> problems = load.problems(fixture.database(), run);
        series.rates.add(run.perSecond());
        series.problems.addAll(problems);
        progress.say("%-22s %,8.0f/s %s", load.name(), run.perSecond(), problems.isEmpty() ? "" : "INCONSISTENT");
    }

    /** The rounds of one load. */
    private static final class Series {
        private final Load load;
        private final List<Double> rates = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();

        Series(Load load) {
            this.load = load;
        }
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
