package com.billshotel.cluster.phase;

import com.billshotel.cluster.docs.Block;
import com.billshotel.cluster.report.Report;
import java.time.Duration;
import java.util.Optional;

/** Applies the manifests without any Secret, looks for the lines that name what is missing, then creates one after the other. */
final class LateSecrets {
    private static final String PHASE = Phase.SECRETS.toString();

    /** The kubelet updates mounted Secrets within a minute and a half. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Stage stage;

    private LateSecrets(Stage stage) {
        this.stage = stage;
    }

    static void run(Stage stage) throws Exception {
        new LateSecrets(stage).run();
    }

    private void run() throws Exception {
        Block prepare = stage.installation.namespaceAndSecrets();
        stage.run(prepare.only(command -> !isSecret(command) && !isCertificate(command)));
        // The base: unlike the local overlay it also needs gcp-key.
        stage.shell.run("kubectl apply -k k8s");
        awaitLine("hotel-server", "Secret hotel-mysql, ");
        awaitLine("hotel-reserve-client", "Secret hotel-mysql, ");
        awaitLine("hotel-reserve-client", "gcp-key");
        stage.run(prepare.only(LateSecrets::isSecret));
        awaitLine("hotel-server", "Secret hotel-mysql-tls, ");
        stage.run(prepare.only(LateSecrets::isCertificate));
        Duration took = stage.console.await("hotel-server", LIMIT, () -> stage.cluster.unfinished("hotel-server"));
        stage.report.figure(PHASE, "last Secret of hotel-server to Ready", Report.seconds(took));
        stage.installation.applyAgain();
        stage.report.check(PHASE, "all pods Ready with the local overlay", true);
        stage.checkLogs(PHASE);
    }

    private void awaitLine(String app, String text) throws InterruptedException {
        stage.console.await(
                app + "'s log",
                LIMIT,
                () -> stage.logs.contain(app, text) ? Optional.empty() : Optional.of("no line with '" + text + "'"));
        stage.report.check(PHASE, app + "'s log names " + text.replaceAll("Secret |, ", ""), true);
    }

    private static boolean isSecret(String command) {
        return command.startsWith("kubectl create secret");
    }

    private static boolean isCertificate(String command) {
        return command.startsWith("bin/certificates");
    }
}
