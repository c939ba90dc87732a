package com.billshotel.flood;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A scrape of {@code /metrics}. */
final class HttpCall implements NormalCall {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(NormalClient.DEADLINE)
            .build();
    private final int port;

    HttpCall(int port) {
        this.port = port;
    }

    @Override
    public CompletableFuture<?> send() {
        HttpRequest scrape = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(Duration.ofMillis(NormalClient.DEADLINE.toMillis()))
                .build();
        return client.sendAsync(scrape, BodyHandlers.ofString()).thenAccept(answer -> {
            if (answer.statusCode() != 200 || !answer.body().contains("target_info")) {
                throw new IllegalStateException("HTTP " + answer.statusCode());
            }
        });
    }

    @Override
    public NormalCall another() {
        return new HttpCall(port);
    }

    @Override
    public void close() {
        // Its connections close when it is no longer referenced.
    }
}
