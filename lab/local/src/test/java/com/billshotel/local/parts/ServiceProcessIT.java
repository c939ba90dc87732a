package com.billshotel.local.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** hotel-server in a process of its own, without a database: it listens, but is not SERVING. */
class ServiceProcessIT {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void target_ofAServiceOnAnyFreePort_isThePortThatItGot() {
        try (ServiceProcess one = start(Map.of());
                ServiceProcess another = start(Map.of())) {
            assertThat(one.target()).matches("127\\.0\\.0\\.1:[1-9]\\d+").isNotEqualTo(another.target());
        }
    }

    @Test
    void requireServing_ofAServiceThatIsNot_namesTheLog() {
        try (ServiceProcess service = start(Map.of())) {
            service.target();
            service.requireAlive();

            assertThatThrownBy(service::requireServing)
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("hotel-server is not SERVING")
                    .hasMessageContaining(service.log().toString());
        }
    }

    @Test
    void service_thatCannotBindItsPort_isNoticedByEveryWait() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                ServiceProcess service = start(Map.of("GRPC_PORT", Integer.toString(taken.getLocalPort())))) {
            service.awaitExit(LONG);

            assertThatThrownBy(() -> service.awaitServing(LONG)).hasMessage(ended(service));
            assertThatThrownBy(service::requireAlive).hasMessage(ended(service));
        }
    }

    @Test
    void target_ofAServiceThatEndsBeforeItListens_isAFailure() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                ServiceProcess service = start(Map.of("METRICS_PORT", Integer.toString(taken.getLocalPort())))) {
            service.awaitExit(LONG);

            assertThatThrownBy(service::target).hasMessage(ended(service));
        }
    }

    /** A JVM that writes an AOT cache when it exits needs its output until the end. */
    @Test
    void log_ofAnOrderlyStop_isComplete() throws Exception {
        ServiceProcess service = start(Map.of());
        service.target();

        assertThat(service.stop()).isTrue();

        assertThat(Files.readString(service.log())).contains(" stopping", " stopped");
    }

    private static String ended(ServiceProcess service) {
        return "hotel-server ended with exit code 1; see " + service.log();
    }

    private ServiceProcess start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "GRPC_PORT", "0",
                "METRICS_PORT", "0",
                "MYSQL_HOST", "127.0.0.1",
                "MYSQL_PORT", "1",
                "MYSQL_PASSWORD", "none"));
        settings.putAll(more);
        Path log = folder.resolve("hotel-server-" + more.size() + System.nanoTime() + ".log");
        return ServiceProcess.start(ServiceLaunch.of("hotel-server", ProjectFiles.hotelServerJar(), settings, log));
    }
}
