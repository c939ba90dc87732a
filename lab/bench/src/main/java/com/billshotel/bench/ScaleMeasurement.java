package com.billshotel.bench;

import java.util.ArrayList;
import java.util.List;

/** One to four workers with one or two servers, all on this machine: shows whether they slow each other down. */
final class ScaleMeasurement implements Measurement {
    private static final int HOTELS = 100;
    private static final int MOST_SERVERS = 2;
    private static final int MOST_WORKERS = 4;

    private final Plan plan;
    private final Progress progress;

    ScaleMeasurement(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    @Override
    public List<String> figures() {
        return loads().stream().map(Load::name).toList();
    }

    @Override
    public void run(Fixture fixture, Results results) throws Exception {
        for (Load load : loads()) {
            fixture.database().reset(HOTELS);
            Load.Run run = load.run(fixture, new Window(plan.warmUp(), plan.window()));
            results.add(load.name(), run.perSecond(), load.problems(fixture.database(), run));
            progress.say("%-22s %,8.0f/s", load.name(), run.perSecond());
        }
    }

    private List<Load> loads() {
        List<Load> loads = new ArrayList<>();
        if (plan.scales()) {
            for (int servers = 1; servers <= MOST_SERVERS; servers++) {
                for (int workers = servers; workers <= MOST_WORKERS; workers *= 2) {
                    loads.add(new PipelineLoad("scale_per_s." + workers + "x" + servers, HOTELS, workers, servers));
                }
            }
        }
        return loads;
    }
}
