package com.billshotel.cluster.phase;

import com.billshotel.cluster.kube.Cluster;
import com.billshotel.cluster.load.Load;
import com.billshotel.cluster.load.Waits;
import com.billshotel.cluster.report.Report;
import com.billshotel.local.parts.LabException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** hotel-server gone altogether, and how soon the worker notices that it is back. */
final class Outage {
    private static final String PHASE = Phase.OUTAGE.toString();
    private static final Duration GOAL = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int POLL_MILLIS = 50;
    private static final int POLLS_PER_SECOND = 1_000 / POLL_MILLIS;

    private final Stage stage;
    private final int replicas;

    private Outage(Stage stage) {
        this.stage = stage;
        this.replicas = stage.cluster.replicas("hotel-server");
    }

    static void run(Stage stage) throws Exception {
        Outage outage = new Outage(stage);
        try (Load load = stage.load()) {
            for (int i = 1; i <= stage.options.outages(); i++) {
                outage.once(load, i);
            }
            stage.finish(load, PHASE);
        }
    }

    private void once(Load load, int number) throws Exception {
        Duration[] delay = new Duration[1];
        Waits waits = load.during(() -> {
            stage.shell.run("kubectl scale deployment hotel-server --replicas=0");
            stage.console.await("end of hotel-server, worker not Ready", LIMIT, this::stillUp);
            stage.shell.run("kubectl scale deployment hotel-server --replicas=" + replicas);
            delay[0] = workersDelay();
            stage.awaitServices();
        });
        String outage = "outage " + number + ": ";
        stage.report.atMost(PHASE, outage + "hotel-server Ready to worker Ready", delay[0], GOAL);
        stage.report.figure(PHASE, outage + "pause of bookings", Report.seconds(waits.pause()));
    }

    private Optional<String> stillUp() {
        boolean gone = stage.cluster.pods().stream()
                .noneMatch(pod -> pod.getMetadata().getName().matches("hotel-server-.*"));
        boolean noticed = stage.cluster.pods("hotel-reserve-client").stream().noneMatch(Cluster::isReady);
        return gone && noticed
                ? Optional.empty()
                : Optional.of(gone ? "the worker is Ready" : "pods of hotel-server are ending");
    }

    /** From the first pod of hotel-server that is Ready to the last of the worker's. */
    private Duration workersDelay() throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        awaitReady("hotel-server", 1, deadline);
        long serverReady = System.nanoTime();
        awaitReady("hotel-reserve-client", stage.cluster.replicas("hotel-reserve-client"), deadline);
        return Duration.ofNanos(System.nanoTime() - serverReady);
    }

    /** Polls more often than others, because these are the times that count. */
    private void awaitReady(String app, int count, long deadline) throws InterruptedException {
        for (int polls = 1; ready(app) < count; polls++) {
            if (System.nanoTime() > deadline) {
                throw new LabException(app + " is not Ready " + LIMIT.toSeconds() + " s after hotel-server's start");
            }
            if (polls % (5 * POLLS_PER_SECOND) == 0) {
                stage.console.say("  ... waiting for " + app);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private long ready(String app) {
        return stage.cluster.pods(app).stream().filter(Cluster::isReady).count();
    }
}
