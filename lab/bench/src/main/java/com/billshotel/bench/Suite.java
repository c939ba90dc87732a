package com.billshotel.bench;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** All measurements, ordered so that those to be compared run close together. */
final class Suite {
    /** A measurement that can be run alone. */
    enum Part {
        THROUGHPUT,
        EMULATOR,
        READS,
        LATENCY,
        OVERLOAD,
        LOCKS,
        SERVICES,
        SCALE,
        GROWTH
    }

    private static final int HOTELS = 100;

    private final Plan plan;
    private final Progress progress;
    private final Set<Part> parts;

    Suite(Plan plan, Progress progress, Set<Part> parts) {
        this.plan = plan;
        this.progress = progress;
        this.parts = parts;
    }

    /** Runs them all, even if some fail. */
    void run(Fixture fixture, Results results) throws InterruptedException {
        for (Part part : Part.values()) {
            if (parts.contains(part)) {
                String name = part.name().toLowerCase(Locale.ROOT);
                progress.say("%s", name);
                Measurement measurement = measure(part);
                results.attempt(name, measurement.figures(), () -> measurement.run(fixture, results));
            }
        }
    }

    private Measurement measure(Part part) {
        return switch (part) {
            case THROUGHPUT ->
                new ThroughputMeasurement(
                        plan,
                        progress,
                        List.of(
                                new SqlLoad(),
                                new PipelineLoad("pipeline_per_s", HOTELS),
                                new PipelineLoad("hot_per_s", 1),
                                new EndToEndLoad(plan.backlog()),
                                new PerMessageLoad()));
            case EMULATOR -> new EmulatorMeasurement(plan, progress);
            case READS -> new ReadsMeasurement(plan, progress);
            case LATENCY -> new LatencyMeasurement(plan, progress);
            case OVERLOAD -> new OverloadMeasurement(plan, progress);
            case LOCKS -> new LocksMeasurement(plan.lockBatches(), progress);
            case SERVICES -> new ServicesMeasurement(plan, progress);
            case SCALE -> new ScaleMeasurement(plan, progress);
            case GROWTH -> new GrowthMeasurement(plan, progress);
        };
    }
}
