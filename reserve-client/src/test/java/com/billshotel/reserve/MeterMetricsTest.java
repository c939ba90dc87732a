package com.billshotel.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.runtime.net.ListenAddress;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.telemetry.Telemetry;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeterMetricsTest {
    /** An alert on a rise needs a zero before it, and one on a missing worker must not fire at one without messages. */
    @Test
    void counters_startAtZero() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Settings settings = Settings.read(
                Map.of("METRICS_PORT", Integer.toString(port), "LISTEN_ADDRESS", "127.0.0.1"),
                List.of(Telemetry.METRICS_PORT, ListenAddress.LISTEN_ADDRESS));
        try (Telemetry telemetry = Telemetry.start(settings, "test")) {
            new MeterMetrics(telemetry.meter("test"));

            assertThat(metrics(port).lines().filter(line -> line.startsWith("worker_")))
                    .anyMatch(line -> line.startsWith("worker_messages_received_total"))
                    .anyMatch(line -> line.startsWith("worker_messages_nacked_total"))
                    .anyMatch(
                            line -> line.startsWith("worker_attempts_failed_total") && line.contains("step=\"store\""))
                    .anyMatch(line ->
                            line.startsWith("worker_messages_completed_total") && line.contains("verdict=\"conflict\""))
                    .allMatch(line -> line.endsWith(" 0.0"));
        }
    }

    private static String metrics(int port) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
