package com.billshotel.local.parts;

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
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A service that runs in a separate process, from its jar. */
public final class ServiceProcess implements AutoCloseable {
    /** The grace period in the manifests; an orderly stop takes at most 25 s. */
    public static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

    private static final int POLL_MILLIS = 5;

    private final ServiceLaunch launch;
    private final long started;
    private final Process process;
    private final CompletableFuture<Void> logComplete = new CompletableFuture<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    private ServiceProcess(ServiceLaunch launch) throws IOException {
        this.launch = launch;
        this.started = System.nanoTime();
        this.process = launch.process().start();
    }

    /** Starts a service and returns at once; {@link #awaitServing} waits until it is ready. */
    public static ServiceProcess start(ServiceLaunch launch) {
        try {
            ServiceProcess service = new ServiceProcess(launch);
            Thread reader = new Thread(service::copyLog, launch.name() + "-log");
            reader.setDaemon(true);
            reader.start();
            return service;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String name() {
        return launch.name();
    }

    /** The address of its gRPC port, as {@code host:port}. */
    public String target() {
        return "127.0.0.1:" + launch.port();
    }

    /** Passes each further line of its output to the listener. */
    public void onLine(Consumer<String> listener) {
        listeners.add(listener);
    }

    /**
     * Waits until its health is SERVING.
     *
     * @return the time since the process was started
     * @throws LabException if the process ends or the limit passes first; the message names the log
     */
    public Duration awaitServing(Duration limit) throws InterruptedException {
        ManagedChannel channel =
                ManagedChannelBuilder.forTarget(target()).usePlaintext().build();
        try {
            while (!isServing(channel)) {
                if (!process.isAlive()) {
                    throw new LabException(name() + " ended with exit code " + process.exitValue()
                            + " before it was SERVING; see " + launch.log());
                }
                if (age().compareTo(limit) > 0) {
                    throw new LabException(
                            name() + " is not SERVING after " + limit.toSeconds() + " s; see " + launch.log());
                }
                Thread.sleep(POLL_MILLIS);
            }
            return age();
        } finally {
            channel.shutdownNow();
        }
    }

    /** Its peak resident memory in MB; empty where there is no {@code /proc}. */
    public OptionalDouble peakMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return OptionalDouble.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }

    /** For sending signals other than SIGTERM and SIGKILL. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Completes with the exit code once the process has ended and its log is complete. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenCombine(logComplete, (ended, complete) -> ended.exitValue());
    }

    /** Waits until the process has ended and its log is complete; returns false if the limit passes first. */
    public boolean awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        logComplete.join();
        return true;
    }

    /** SIGTERM: starts an orderly stop and returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /**
     * Stops it as Kubernetes does: SIGTERM, then SIGKILL after the grace period.
     *
     * @return whether it stopped within the grace period
     */
    public boolean stop() {
        terminate();
        try {
            if (awaitExit(GRACE_PERIOD)) {
                return true;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        kill();
        return false;
    }

    /** As {@link #stop}. */
    @Override
    public void close() {
        stop();
    }

    private Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static boolean isServing(ManagedChannel channel) {
        try {
            return HealthGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(1, TimeUnit.SECONDS)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus()
                    == ServingStatus.SERVING;
        } catch (StatusRuntimeException unavailable) {
            channel.resetConnectBackoff(); // reconnect at the next poll instead of backing off
            return false;
        }
    }

    private void copyLog() {
        StandardOpenOption mode = launch.appends() ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter log = Files.newBufferedWriter(
                        launch.log(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.write(line);
                log.newLine();
                log.flush();
                for (Consumer<String> listener : listeners) {
                    listener.accept(line);
                }
            }
        } catch (IOException closed) {
            // The process has ended.
        } finally {
            logComplete.complete(null);
        }
    }
}
