package com.billshotel.bench;

/** What {@link EndToEndLoad} is through the embedded broker, through Google's emulator: once, for it is several times slower. */
final class EmulatorMeasure implements Measure {
    static final String FIGURE = "emulator_per_s";

    /** So much smaller is the backlog. */
    private static final int SHARE = 3;

    private final Plan plan;
    private final Progress progress;

    EmulatorMeasure(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    @Override
    public void run(Rig rig, Results results) throws Exception {
        try (PubSubEmulator emulator = PubSubEmulator.find()) {
            if (!emulator.isThere()) {
                results.withhold(FIGURE, "no emulator: set PUBSUB_EMULATOR_HOST, or install gcloud's");
                return;
            }
            rig.database().reset(Backlog.HOTELS);
            Load.Run run = EndToEndLoad.run(rig, emulator.endpoint(), plan.backlog() / SHARE);
            results.add(FIGURE, run.perSecond(), rig.database().problems(run.confirmed()));
            progress.say("%-22s %,8.0f/s", FIGURE, run.perSecond());
        }
    }
}
