package com.billshotel.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.runtime.net.ListenAddress;
import com.billshotel.runtime.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MetricsServerTest {
    private static final byte[] HALF_A_REQUEST =
            "GET /metrics HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Socket> sockets = new ArrayList<>();
    private int port;
    private Telemetry telemetry;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        telemetry = Telemetry.start(settings(), "a-service");
        telemetry.meter("test").counterBuilder("bookings").build().add(7);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        telemetry.close();
    }

    @Test
    void metrics_areServed() throws Exception {
        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(answer.body()).contains("bookings_total").contains("service_name=\"a-service\"");
        assertThat(get("/metrics").body()).contains("target_info");
    }

    @Test
    void anotherPath_isNotFound() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    /** OpenTelemetry's own server answers nobody once five requests are incomplete. */
    @Test
    void requestsThatNeverComplete_delayNoOther() throws Exception {
        for (int i = 0; i < 20; i++) {
            connect().getOutputStream().write(HALF_A_REQUEST);
        }

        assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void connections_beyondTheLimitOfAnAddress_areClosed() throws Exception {
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
        for (int i = 0; i < 40; i++) {
            connect();
        }

        assertThat(read(sockets.get(39))).isNegative();
        assertThat(get("/metrics").statusCode()).as("on the first connection").isEqualTo(200);
    }

    @Test
    void requestsWithoutReadingTheAnswers_closeTheConnection() throws Exception {
        Socket socket = connect();
        byte[] request =
                "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> {
                    while (true) {
                        socket.getOutputStream().write(request);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void garbage_closesTheConnection() throws Exception {
        Socket socket = connect();
        socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 13, 10, 13, 10});

        assertThat(read(socket)).isNegative();
    }

    @Test
    void port_inUse_isNamed() {
        assertThatThrownBy(() -> Telemetry.start(settings(), "another").close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("METRICS_PORT=" + port)
                .hasMessageContaining("Address already in use");
    }

    private Settings settings() throws Exception {
        return Settings.read(
                Map.of("METRICS_PORT", Integer.toString(port), "LISTEN_ADDRESS", "127.0.0.1"),
                List.of(Telemetry.METRICS_PORT, ListenAddress.LISTEN_ADDRESS));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        sockets.add(socket);
        return socket;
    }

    private static int read(Socket socket) throws IOException {
        return socket.getInputStream().read();
    }
}
