package com.billshotel.cluster.phase;

import com.billshotel.cluster.docs.Block;
import com.billshotel.cluster.report.Report;
import com.billshotel.local.parts.LabException;
import io.kubernetes.client.openapi.models.CoreV1Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Follows the documentation from an empty namespace to a booked room. */
final class Install {
    private static final String PHASE = Phase.INSTALL.toString();
    private static final Duration BOOKING_LIMIT = Duration.ofSeconds(30);
    private static final Pattern MESSAGE_ID = Pattern.compile("messageIds:\\s+- '(\\w+)'");

    /** As {@code mysql} prints the rows: 99 rooms are left, and the reservation of the message. */
    private static final List<String> ROWS = List.of("0\tmyhotel\t10000\t99", "0\t0\t0\t12345\t1700000000\t1700604800");

    /** All that can be built, except the component monitoring, whose kinds only exist with the Prometheus operator. */
    private static final List<String> MANIFESTS =
            List.of("k8s", "k8s-overlays/local", "k8s-overlays/tls", "k8s-overlays/ecr", "k8s-overlays/gke");

    private final Stage stage;
    private String messageId = "";

    private Install(Stage stage) {
        this.stage = stage;
    }

    static void run(Stage stage) throws Exception {
        Install install = new Install(stage);
        install.follow();
        install.checkPods();
        install.validate();
    }

    private void follow() throws Exception {
        stage.installation
                .skipped()
                .forEach(block -> stage.console.say("skipped, because it depends on the machine: " + block.title()));
        List<Block> blocks = stage.installation.blocks();
        for (Block block : blocks.subList(0, blocks.size() - 1)) {
            follow(block);
        }
        awaitBooking(blocks.get(blocks.size() - 1));
        stage.report.check(PHASE, "booked as documented", true);
    }

    private void follow(Block block) throws Exception {
        if (block.forwardsPort()) {
            stage.forward(block);
            return;
        }
        long begun = System.nanoTime();
        Matcher published = MESSAGE_ID.matcher(stage.run(block));
        if (published.find()) {
            messageId = published.group(1);
        }
        if (block.contains("kubectl apply -k")) {
            stage.report.figure(
                    PHASE, "apply to all pods Ready", Report.seconds(Duration.ofNanos(System.nanoTime() - begun)));
        }
    }

    /** The last block shows the tables and the worker's log; it is repeated until the booking is there. */
    private void awaitBooking(Block show) throws InterruptedException {
        if (messageId.isEmpty()) {
            throw new LabException("the documentation's commands did not publish a message");
        }
        String line = "message " + messageId + ": reservation 0 at hotel 0 for user 12345 CONFIRMED";
        stage.console.await("the booking", BOOKING_LIMIT, () -> {
            String shown = stage.shell.run(show.text());
            return ROWS.stream().allMatch(shown::contains) && shown.contains(line)
                    ? Optional.empty()
                    : Optional.of("not shown: " + shown);
        });
    }

    private void checkPods() {
        List<CoreV1Event> warnings = stage.cluster.warnings();
        Map<String, Integer> reasons = new TreeMap<>();
        warnings.forEach(event -> reasons.merge(event.getReason(), count(event), Integer::sum));
        stage.report.figure(PHASE, "warnings, by reason", reasons.isEmpty() ? "none" : reasons.toString());
        stage.report.none(
                PHASE,
                "warnings of startup probes",
                warnings.stream()
                        .map(CoreV1Event::getMessage)
                        .filter(message -> message.contains("Startup probe failed"))
                        .toList());
        stage.report.check(PHASE, "no restart", stage.cluster.restarts() == 0);
        stage.checkLogs(PHASE);
    }

    /** Has the API server check all manifests strictly: it refuses unknown fields and whatever the namespace does not admit. */
    private void validate() throws Exception {
        List<String> folders = Stream.concat(
                        MANIFESTS.stream(),
                        Stream.of(Overlay.with(stage, "backup").toString()))
                .toList();
        List<String> refused = new ArrayList<>();
        // Nobody may change a Job, and the folders differ in its images.
        stage.shell.run("kubectl delete job --selector=app=hotel-schema");
        for (String folder : folders) {
            try {
                stage.shell.run("kubectl apply --dry-run=server --validate=strict -k " + folder);
            } catch (LabException failure) {
                refused.add(folder + ": " + failure.getMessage().replaceAll("(?s).*\n(?=Error)", ""));
            }
        }
        stage.report.none(PHASE, "refused of " + folders.size() + " folders of manifests", refused);
    }

    private static int count(CoreV1Event event) {
        return Optional.ofNullable(event.getCount()).orElse(1);
    }
}
