package com.billshotel.local;

import com.billshotel.local.parts.JavaCommand;
import com.billshotel.local.parts.LocalException;
import com.billshotel.local.parts.ProjectFiles;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One of the two services in a process of its own, run from its jar as a user would. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** The grace period of the manifests: an orderly stop takes at most 25 s. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final String name;
    private final int port;
    private final Path log;
    private final Process process;
    private final CopyOnWriteArrayList<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    private ServiceProcess(String name, int port, Path log, Process process) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a service; {@link #awaitServing} tells when it is ready.
     *
     * @param port the gRPC port that the settings give it
     * @param settings environment variables; nothing else of this process's environment that the service reads is passed on
     */
    static ServiceProcess start(String name, Path jar, int port, Map<String, String> settings) {
        ProcessBuilder builder = JavaCommand.of(jar, List.of(), settings);
        Path log = ProjectFiles.logs().resolve(name + ".log");
        try {
            ServiceProcess service = new ServiceProcess(name, port, log, builder.start());
            Thread reader = new Thread(service::readLog, name + "-log");
            reader.setDaemon(true);
            reader.start();
            return service;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String name() {
        return name;
    }

    /** Where everything that it printed is kept. */
    Path log() {
        return log;
    }

    /** Calls the listener with each further line that the service prints. */
    void onLine(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** @throws LocalException if it is not SERVING within a minute, or ends; the message shows where its log is */
    void awaitServing() {
        Instant limit = Instant.now().plus(START_LIMIT);
        ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
        try {
            while (!isServing(channel)) {
                if (!process.isAlive() || Instant.now().isAfter(limit)) {
                    throw new LocalException(name + " did not get ready; see " + log);
                }
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LocalException(name + " was not waited for", stopped);
        } finally {
            channel.shutdownNow();
        }
    }

    /** Stops it in order, as Kubernetes does: SIGTERM, and SIGKILL only after the grace period. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isServing(ManagedChannel channel) {
        try {
            return HealthGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(1, TimeUnit.SECONDS)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus()
                    == ServingStatus.SERVING;
        } catch (StatusRuntimeException notYet) {
            // Not even listening: without this the channel would wait ever longer between its attempts to connect.
            channel.resetConnectBackoff();
            return false;
        }
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter file = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.write(line);
                file.newLine();
                file.flush();
                for (Consumer<String> listener : listeners) {
                    listener.accept(line);
                }
            }
        } catch (IOException streamClosed) {
            // The process has ended; what it printed is in the file.
        }
    }
}
