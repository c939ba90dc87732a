package com.billshotel.bench;

/** What {@link EndToEndLoad} is through the embedded broker, through Google's emulator: once, for it is several times slower. */
final class EmulatorMeasurement implements Measurement {
    static final String FIGURE = "emulator_per_s";

    /** So much smaller is the backlog. */
    private static final int SHARE = 3;

    private final Plan plan;
    private final Progress progress;

    EmulatorMeasurement(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    @Override
    public void run(Fixture fixture, Results results) throws Exception {
        try (PubSubEmulator emulator = PubSubEmulator.find()) {
            if (!emulator.isFound()) {
                results.withhold(FIGURE, "no emulator: set PUBSUB_EMULATOR_HOST, or install gcloud's");
                return;
            }
            fixture.database().reset(Backlog.HOTELS);
            Load.Run run = EndToEndLoad.run(fixture, emulator.endpoint(), plan.backlog() / SHARE);
            results.add(FIGURE, run.perSecond(), fixture.database().problems(run.confirmed()));
            progress.say("%-22s %,8.0f/s", FIGURE, run.perSecond());
        }
    }
}
