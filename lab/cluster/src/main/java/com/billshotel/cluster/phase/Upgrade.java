package com.billshotel.cluster.phase;

import com.billshotel.cluster.docs.Block;
import com.billshotel.cluster.docs.Guide;
import com.billshotel.cluster.kube.Shell;
import com.billshotel.cluster.load.Load;
import com.billshotel.cluster.load.Waits;
import com.billshotel.local.parts.ProjectFiles;
import java.nio.file.Files;
import java.nio.file.Path;

/** Installs the last release with its own documentation, and upgrades it to this version. */
final class Upgrade {
    private static final String PHASE = Phase.UPGRADE.toString();
    private static final String APPLY = "kubectl apply -k k8s-overlays/local";

    /** Stands for Cloud Pub/Sub, which goes on: the broker would lose its messages with its pod. */
    private static final String WITHOUT_BROKER =
            """
            patches:
              - patch: |
                  $patch: delete
                  apiVersion: apps/v1
                  kind: Deployment
                  metadata:
                    name: pubsub-broker
            """;

    private final Stage stage;
    private final Path release;

    private Upgrade(Stage stage, Path release) {
        this.stage = stage;
        this.release = release;
    }

    static void run(Stage stage) throws Exception {
        if (stage.options.release().isEmpty()) {
            stage.report.skipped(PHASE, "no --upgrade-from");
            return;
        }
        Upgrade upgrade = new Upgrade(stage, stage.options.release().get());
        upgrade.install();
        upgrade.upgrade();
    }

    private void install() throws Exception {
        Guide guide = guide();
        Shell shell = stage.shell.in(release);
        for (String command : new String[] {"kubectl create namespace", APPLY}) {
            Block block = guide.block(candidate -> candidate.isScript() && candidate.contains(command));
            stage.console.step("last release: " + block.title(), () -> shell.run(block.text()));
        }
        stage.logs.leaveOutPresentPods();
    }

    private void upgrade() throws Exception {
        Guide upgrading = Guide.read(ProjectFiles.ROOT.resolve("docs/upgrading.md"));
        Block certificate = upgrading.script("From 1.0 to 1.1", block -> block.contains("bin/certificates"));
        Block mysql = upgrading.script("Versions of the schema", Block::forwardsPort);
        Block migrate = upgrading.script("Versions of the schema", block -> block.contains("hotel-server.jar migrate"));
        Path overlay = Overlay.write("without-broker", WITHOUT_BROKER);
        try (Load load = stage.load()) {
            Waits waits = load.during(() -> {
                stage.forward(mysql);
                stage.run(migrate);
                stage.run(certificate);
                stage.run(new Block("sh", "kubectl apply -k " + overlay));
                stage.awaitServices();
                stage.awaitPods();
            });
            stage.reportWaits(PHASE, waits);
            stage.finish(load, PHASE);
        }
        stage.installation.applyAgain();
        stage.report.check(PHASE, "all pods Ready", true);
    }

    /** Version 1.0 has everything in its README. */
    private Guide guide() {
        Path page = release.resolve("docs/kubernetes.md");
        return Guide.read(Files.exists(page) ? page : release.resolve("README.md"));
    }
}
