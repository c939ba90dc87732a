package com.billshotel.cluster.phase;

import com.billshotel.cluster.docs.Block;
import com.billshotel.cluster.load.Load;
import com.billshotel.cluster.load.Waits;
import com.billshotel.cluster.report.Report;
import java.time.Duration;

/** What happens to pods in normal operation and in accidents, while messages arrive. */
final class Disturbances {
    private static final Duration ROLLOUT_GOAL = Duration.ofSeconds(3);

    private Disturbances() {}

    static void rollouts(Stage stage) throws Exception {
        String phase = Phase.ROLLOUT.toString();
        Block restart =
                stage.operations.script("Updates", block -> block.contains("kubectl rollout restart deployment"));
        try (Load load = stage.load()) {
            for (int i = 1; i <= stage.options.rollouts(); i++) {
                Waits waits = load.during(() -> {
                    stage.run(restart);
                    stage.awaitServices();
                });
                String which = "rollout " + i + ": longest wait of " + waits.messages() + " messages";
                stage.report.atMost(phase, which, waits.longest(), ROLLOUT_GOAL);
            }
            stage.finish(load, phase);
        }
    }

    static void kill(Stage stage) throws Exception {
        String phase = Phase.KILL.toString();
        String command = "kubectl delete pod -l 'app in (hotel-server, hotel-reserve-client)' --grace-period=0 --force";
        try (Load load = stage.load()) {
            Waits waits = during(stage, load, command);
            stage.report.figure(
                    phase, "longest wait of " + waits.messages() + " messages", Report.seconds(waits.longest()));
            stage.finish(load, phase);
        }
    }

    static void scale(Stage stage) throws Exception {
        String phase = Phase.SCALE.toString();
        int before = stage.cluster.replicas("hotel-server");
        try (Load load = stage.load()) {
            for (int replicas : new int[] {1, 3, 1}) {
                Waits waits = load.during(() -> {
                    stage.scale(replicas);
                    stage.awaitServices();
                });
                stage.report.figure(phase, "to " + replicas + ": longest wait", Report.seconds(waits.longest()));
            }
            stage.finish(load, phase);
        } finally {
            stage.scale(before);
            stage.awaitServices();
        }
    }

    static void mysql(Stage stage) throws Exception {
        String phase = Phase.MYSQL.toString();
        try (Load load = stage.load()) {
            Waits waits = during(stage, load, "kubectl delete pod hotel-db-0");
            stage.reportWaits(phase, waits);
            stage.finish(load, phase);
        }
    }

    private static Waits during(Stage stage, Load load, String command) throws Exception {
        stage.console.say(command);
        return load.during(() -> {
            stage.shell.run(command);
            stage.awaitServices();
            stage.awaitPods();
        });
    }
}
