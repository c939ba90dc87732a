package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.embedded.mysql.MysqlAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The service as a separate process, and ports in use. */
class HotelServerProcessIT {
    /** Without MySQL the service stays up, logs what it waits for, and exits with 0 on SIGTERM. */
    @Test
    @Timeout(60)
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
    void process_withoutMysql_waitsAndStopsInOrder() throws Exception {
        Process process = start(settings());
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine())
                    .contains("ANYONE who can reach this server's port may decide holds and change hotels")
                    .contains("TLS_CA_FILE");
            assertThat(readUntil(output, "NOT_SERVING, waiting: MySQL: 127.0.0.1:1 does not answer"))
                    .anyMatch(line -> line.contains("MYSQL_PASSWORD=***"))
                    .anyMatch(line -> line.contains("hotel-server is up on port "))
                    .noneMatch(line -> line.contains("hunter2"));

            process.toHandle().destroy(); // Process.destroy() would also close the output

            assertThat(readUntil(output, "stopped")).anyMatch(line -> line.contains("stopping"));
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @Timeout(60)
    void process_withInvalidSettings_namesEachAndExits() throws Exception {
        Map<String, String> settings = settings();
        settings.put("MYSQL_PORT", "many");
        settings.put("GRPC_PORT", "-1");

        Process process = start(settings);

        assertThat(process.inputReader(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "hotel-server: MYSQL_PORT=many; expected a port from 1 to 65535",
                        "hotel-server: GRPC_PORT=-1; expected a port from 0 to 65535");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void metricsPort_inUse_isNamed() throws Exception {
        expectRefused("METRICS_PORT");
    }

    @Test
    void grpcPort_inUse_isNamed() throws Exception {
        expectRefused("GRPC_PORT");
    }

    private static void expectRefused(String setting) throws IOException {
        try (ServerSocket inUse = new ServerSocket(0)) {
            Map<String, String> settings = settings();
            settings.put(setting, Integer.toString(inUse.getLocalPort()));

            assertThatThrownBy(() -> TestServer.start(settings).close())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(setting + "=" + inUse.getLocalPort())
                    .hasMessageContaining("Address already in use");
        }
    }

    private static Map<String, String> settings() {
        return TestServer.settings(new MysqlAddress("127.0.0.1", 1, "root", "hunter2"), "hotel_db");
    }

    private static Process start(Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HotelServer.class.getName());
        builder.environment().putAll(settings);
        return builder.redirectErrorStream(true).start();
    }

    private static List<String> readUntil(BufferedReader output, String text) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.contains(text)) {
                return lines;
            }
        }
        throw new AssertionError("'" + text + "' is not in " + lines);
    }
}
