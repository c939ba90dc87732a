package com.billshotel.cluster.phase;

import com.billshotel.cluster.docs.Block;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Hands the number of replicas over to an autoscaler as documented for GKE: applying an overlay without it must not change it. */
final class Replicas {
    private static final String PHASE = Phase.REPLICAS.toString();
    private static final int MANY = 3;
    private static final Duration WATCHED = Duration.ofSeconds(5);
    private static final int POLL_MILLIS = 100;
    private static final String WITHOUT_REPLICAS =
            """
            patches:
              - target:
                  kind: Deployment
                  name: hotel-server|hotel-reserve-client
                patch: |
                  - op: remove
                    path: /spec/replicas
            """;

    private Replicas() {}

    static void run(Stage stage) throws Exception {
        Block handOver = stage.kubernetes.script("GKE", block -> block.contains("kubectl apply set-last-applied"));
        stage.scale(MANY);
        stage.awaitServices();
        stage.run(handOver);
        Path overlay = Overlay.write("without-replicas", WITHOUT_REPLICAS);
        stage.shell.run("kubectl apply -k " + overlay);
        stage.report.check(PHASE, MANY + " replicas stay when an overlay without replicas is applied", stay(stage));
        stage.installation.applyAgain();
    }

    private static boolean stay(Stage stage) throws InterruptedException {
        long end = System.nanoTime() + WATCHED.toNanos();
        boolean stay = true;
        while (stay && System.nanoTime() < end) {
            stay = Stage.SERVICES.stream().allMatch(service -> stage.cluster.replicas(service) == MANY);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return stay;
    }
}
