package com.billshotel.bench;

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
    public void run(Fixture fixture, Results results) throws Exception {
        if (!plan.scales()) {
            return;
        }
        for (int servers = 1; servers <= MOST_SERVERS; servers++) {
            for (int workers = servers; workers <= MOST_WORKERS; workers *= 2) {
                measure(workers, servers, fixture, results);
            }
        }
    }

    private void measure(int workers, int servers, Fixture fixture, Results results) throws Exception {
        String figure = "scale_per_s." + workers + "x" + servers;
        fixture.database().reset(HOTELS);
        Window window = new Window(plan.warmUp(), plan.window());
        Load.Run run = new PipelineLoad(figure, HOTELS, workers, servers).run(fixture, window);
        results.add(figure, run.perSecond(), fixture.database().problems(run.confirmed()));
        progress.say("%-22s %,8.0f/s", figure, run.perSecond());
    }
}
