package com.billshotel.cluster.phase;

import com.billshotel.cluster.docs.Block;
import com.billshotel.cluster.kube.PortForward;
import com.billshotel.cluster.load.Load;
import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.PubSub;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Moves from the original Go system to this one as documented. The old reservations must be known afterwards. */
final class Original {
    private static final String PHASE = Phase.ORIGINAL.toString();
    private static final String SECTION = "From the original Go system";
    private static final String DOCUMENTED_APPLY = "kubectl apply -k k8s\n";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int BROKER_PORT = 8085;
    private static final int LOAD_SECONDS = 5;

    private static final String DATABASE_READY = "kubectl rollout status deployment hotel-db-deployment --timeout=5m";

    /** What {@code migrate} says about the rooms, and the old rows with their holds: the last one released no room. */
    private static final String FIGURES = "0                         97           2          1";

    private static final String ROWS =
            "kubectl exec hotel-db-0 -- sh -c 'MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysql -u root -N hotel_db -e \"SELECT reserve_hotel.id, iscancel,"
                    + " state, rooms_available FROM reserve_hotel JOIN room_holds ON reservation_id = reserve_hotel.id"
                    + " JOIN hotels ON hotels.id = hotelid WHERE hotelid = 0 ORDER BY reserve_hotel.id\"'";

    private static final String MESSAGE =
            """
            {"id": %d, "is_cancel": %b, "hotel_id": 0, "user_id": 12345, "reserved_datetime": 1700000000, \
            "checkin_datetime": 1700604800}""";

    private final Stage stage;

    private Original(Stage stage) {
        this.stage = stage;
    }

    static void run(Stage stage) throws Exception {
        Original original = new Original(stage);
        original.install();
        original.move();
        original.book();
    }

    private void install() throws Exception {
        stage.run(stage.installation.namespaceAndSecrets());
        try (InputStream manifests = Original.class.getResourceAsStream("original.yml")) {
            String yaml = new String(manifests.readAllBytes(), StandardCharsets.UTF_8);
            stage.console.step(
                    "the original system",
                    () -> stage.shell.run("kubectl apply -f - <<'YAML'\n" + yaml + "YAML\n" + DATABASE_READY));
        }
    }

    private void move() throws Exception {
        StringBuilder output = new StringBuilder();
        for (Block block : stage.upgrading.scripts(SECTION)) {
            Block played = block.contains(DOCUMENTED_APPLY)
                    ? block.with(DOCUMENTED_APPLY, "kubectl apply -k k8s-overlays/local\n")
                    : block;
            output.append(stage.run(played));
        }
        stage.report.check(PHASE, "migrate prints what the rows suggest", output.indexOf(FIGURES) >= 0);
        stage.awaitServices();
        awaitRows("after the move", "1\t0\tHELD\t97", "2\t0\tHELD\t97", "3\t1\tRELEASED\t97");
    }

    /** A repetition of an old booking takes no room, and the cancellation of another one returns one. */
    private void book() throws Exception {
        try (PortForward forward = PortForward.to(stage.shell, "service/pubsub-broker", BROKER_PORT);
                PubSub pubsub = new PubSub(forward.address())) {
            pubsub.publish(
                    List.of(MESSAGE.formatted(1, false), MESSAGE.formatted(2, true), MESSAGE.formatted(4, false)));
            awaitRows(
                    "after three messages",
                    "1\t0\tHELD\t97",
                    "2\t1\tRELEASED\t97",
                    "3\t1\tRELEASED\t97",
                    "4\t0\tHELD\t97");
        }
        try (Load load = stage.load()) {
            TimeUnit.SECONDS.sleep(LOAD_SECONDS);
            stage.finish(load, PHASE);
        }
    }

    private void awaitRows(String when, String... rows) throws InterruptedException {
        String expected = String.join("\n", rows);
        try {
            stage.console.await("the rows " + when, LIMIT, () -> {
                String found = stage.shell.run(ROWS);
                return found.contains(expected) ? Optional.empty() : Optional.of("found: " + found);
            });
            stage.report.check(PHASE, "the rows " + when + " are as they should be", true);
        } catch (LabException different) {
            stage.report.failed(PHASE, different.getMessage());
        }
    }
}
