package com.billshotel.bench;

import com.billshotel.embedded.pubsub.PubSubBroker;
import com.billshotel.reserve.ReserveClient;
import com.billshotel.runtime.app.RunningService;
import com.billshotel.runtime.settings.Settings;

/** The whole worker, as its {@code main} starts it, with a backlog in front: through the embedded broker and Google's emulator. */
final class EndToEndMeasure implements Measure {
    static final String EMBEDDED = "end_to_end_per_s";
    static final String EMULATOR = "emulator_per_s";

    /** The emulator is several times slower. */
    private static final int EMULATOR_SHARE = 3;

    private final Plan plan;
    private final Progress progress;

    EndToEndMeasure(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    @Override
    public void run(Rig rig, Results results) throws Exception {
        try (PubSubBroker broker = PubSubBroker.start(0)) {
            take(EMBEDDED, new Backlog(rig, broker.endpoint(), plan.backlog()), rig, results);
        }
        try (PubSubEmulator emulator = PubSubEmulator.find()) {
            if (emulator.isThere()) {
                take(EMULATOR, new Backlog(rig, emulator.endpoint(), plan.backlog() / EMULATOR_SHARE), rig, results);
            } else {
                results.withhold(EMULATOR, "no emulator: set PUBSUB_EMULATOR_HOST, or install gcloud's");
            }
        }
    }

    private void take(String figure, Backlog backlog, Rig rig, Results results) throws Exception {
        backlog.prepare();
        double perSecond = worked(backlog, rig);
        results.add(figure, perSecond, rig.database().problems(backlog.messages()));
        progress.say("%-22s %,8.0f/s", figure, perSecond);
    }

    private static double worked(Backlog backlog, Rig rig) throws Exception {
        RunningService worker =
                ReserveClient.start(Settings.read(backlog.settings(rig.target()), ReserveClient.SETTINGS));
        try {
            return backlog.await();
        } finally {
            worker.close();
        }
    }
}
