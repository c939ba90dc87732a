package com.billshotel.cluster.phase;

import static com.billshotel.cluster.phase.Probes.Source.CALLER_OF_SERVER;
import static com.billshotel.cluster.phase.Probes.Source.CALLER_OF_WORKER;
import static com.billshotel.cluster.phase.Probes.Source.HOTEL_SERVER;
import static com.billshotel.cluster.phase.Probes.Source.IN_ELSEWHERE;
import static com.billshotel.cluster.phase.Probes.Source.IN_MONITORING;
import static com.billshotel.cluster.phase.Probes.Source.MYSQL;
import static com.billshotel.cluster.phase.Probes.Source.SCHEMA;
import static com.billshotel.cluster.phase.Probes.Source.UNLABELLED;
import static com.billshotel.cluster.phase.Probes.Source.WORKER;

import com.billshotel.cluster.phase.Probes.Source;
import com.billshotel.local.parts.LabException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tries connections that the NetworkPolicies allow, and all others between the same pods. */
final class Policies {
    private static final String PHASE = Phase.POLICIES.toString();

    /** Until the network has learned of new pods. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Map<Source, Set<String>> ALLOWED = Map.of(
            UNLABELLED, Set.of(),
            CALLER_OF_SERVER, Set.of("hotel-server"),
            CALLER_OF_WORKER, Set.of("worker"),
            SCHEMA, Set.of("MySQL"),
            IN_MONITORING, Set.of("hotel-server metrics", "worker metrics"),
            IN_ELSEWHERE, Set.of(),
            HOTEL_SERVER, Set.of("MySQL"),
            WORKER, Set.of("hotel-server", "MySQL", "broker"),
            MYSQL, Set.of());

    private final Stage stage;
    private final Probes probes;

    /** Addresses by what is there. By address, not name: MySQL's pod may not even ask for names. */
    private final Map<String, String> targets = new LinkedHashMap<>();

    private Policies(Stage stage, Probes probes) {
        this.stage = stage;
        this.probes = probes;
        String server = address("hotel-server");
        String worker = address("hotel-reserve-client");
        targets.put("hotel-server", server + ":50051");
        targets.put("hotel-server metrics", server + ":9464");
        targets.put("worker", worker + ":50052");
        targets.put("worker metrics", worker + ":9464");
        targets.put("MySQL", address("hotel-db") + ":3306");
        targets.put("broker", address("pubsub-broker") + ":8085");
        targets.put("API server", stage.cluster.serviceAddress("default", "kubernetes") + ":443");
    }

    static void run(Stage stage) throws Exception {
        try (Probes probes = Probes.create(stage.shell, stage.cluster)) {
            Policies policies = new Policies(stage, probes);
            for (Source source : Source.values()) {
                policies.check(source);
            }
        }
    }

    private void check(Source source) throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        try {
            stage.console.await("connections from " + source, LIMIT, () -> {
                wrong.clear();
                wrong.addAll(wrong(source));
                return wrong.stream().findFirst();
            });
        } catch (LabException stillWrong) {
            // goes into the report
        }
        int allowed = ALLOWED.get(source).size();
        stage.report.none(
                PHASE,
                "from " + source + ": wrong answers of " + allowed + " allowed, "
                        + (tried(source).size() - allowed) + " forbidden",
                wrong);
    }

    private List<String> wrong(Source source) {
        Map<String, String> tried = tried(source);
        Map<String, Boolean> open = probes.connect(source, List.copyOf(tried.values()));
        return tried.entrySet().stream()
                .flatMap(
                        target -> wrong(
                                target.getKey(),
                                open.get(target.getValue()),
                                ALLOWED.get(source).contains(target.getKey()))
                                .stream())
                .toList();
    }

    private static Optional<String> wrong(String target, boolean open, boolean allowed) {
        return open == allowed ? Optional.empty() : Optional.of(target + (open ? " is open" : " is closed"));
    }

    /**
     * A pod of the system can always reach itself, and pods without policies whatever is outside of the system. Whether the worker's
     * port 443 includes the API server depends on whether the network looks at the Service's port or at the server's.
     */
    private Map<String, String> tried(Source source) {
        Map<String, String> tried = new LinkedHashMap<>(targets);
        Stream<String> left =
                switch (source) {
                    case HOTEL_SERVER -> Stream.of("hotel-server", "hotel-server metrics");
                    case WORKER -> Stream.of("worker", "worker metrics", "API server");
                    case MYSQL -> Stream.of("MySQL");
                    default -> Stream.of("API server");
                };
        left.forEach(tried::remove);
        return tried;
    }

    private String address(String app) {
        return stage.cluster.pods(app).get(0).getStatus().getPodIP();
    }
}
