package com.billshotel.cluster.phase;

import com.billshotel.cluster.load.Load;
import com.billshotel.cluster.phase.Probes.Source;
import com.billshotel.local.parts.LabException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the metrics of both services as Prometheus would. */
final class Scrape {
    private static final String PHASE = Phase.SCRAPE.toString();
    private static final int PORT = 9464;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A metric of each service that has a value once a room is booked. */
    private static final Map<String, String> METRICS = Map.of(
            "hotel-server",
            "\ngrpc_server_call_duration_seconds_count{",
            "hotel-reserve-client",
            "\nworker_messages_completed_total{");

    private Scrape() {}

    static void run(Stage stage) throws Exception {
        try (Load load = stage.load()) {
            stage.finish(load, PHASE);
        }
        try (Probes probes = Probes.create(stage.shell, stage.cluster)) {
            for (String service : Stage.SERVICES) {
                String address = stage.cluster.pods(service).get(0).getStatus().getPodIP();
                Duration took =
                        stage.console.await("metrics of " + service, LIMIT, () -> missing(probes, service, address));
                stage.console.say("metrics of " + service + " after " + took.toMillis() + " ms");
                stage.report.check(PHASE, "metrics of " + service + " from the namespace " + Probes.MONITORING, true);
                boolean closed = probes.connect(Source.IN_ELSEWHERE, List.of(address + ":" + PORT)).values().stream()
                        .noneMatch(open -> open);
                stage.report.check(PHASE, "none of " + service + " from another namespace", closed);
            }
        }
    }

    private static Optional<String> missing(Probes probes, String service, String address) {
        try {
            String answer = probes.get(Source.IN_MONITORING, address, PORT, "/metrics");
            String metric = METRICS.get(service);
            return answer.contains(metric) ? Optional.empty() : Optional.of("no " + metric.strip());
        } catch (LabException refused) {
            return Optional.of(refused.getMessage());
        }
    }
}
