package com.billshotel.bench;

import java.util.List;

/** {@link EndToEndLoad} through Google's emulator; run once, since the emulator is several times slower than the embedded broker. */
final class EmulatorMeasurement implements Measurement {
    static final String FIGURE = "emulator_per_s";

    /** The backlog is this many times smaller than for the embedded broker. */
    private static final int DIVISOR = 3;

    private final Plan plan;
    private final Progress progress;

    EmulatorMeasurement(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    @Override
    public List<String> figures() {
        return List.of(FIGURE);
    }

    @Override
    public void run(Fixture fixture, Results results) throws Exception {
        try (PubSubEmulator emulator = PubSubEmulator.find()) {
            if (!emulator.isFound()) {
                results.withhold(
                        FIGURE,
                        "no emulator found: set PUBSUB_EMULATOR_HOST, or install the emulator of the Google Cloud SDK");
                return;
            }
            fixture.database().reset(Backlog.HOTELS);
            Load.Run run = EndToEndLoad.run(fixture, emulator.endpoint(), plan.backlog() / DIVISOR);
            results.add(FIGURE, run.perSecond(), fixture.database().problems(run.confirmed()));
            progress.say("%-22s %,8.0f/s", FIGURE, run.perSecond());
        }
    }
}
