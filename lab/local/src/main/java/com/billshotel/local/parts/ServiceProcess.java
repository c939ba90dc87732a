package com.billshotel.local.parts;

import com.billshotel.embedded.process.Watchdog;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service that runs in a separate process, from its jar. It ends with this JVM, even if that is killed with -9. */
public final class ServiceProcess implements AutoCloseable {
    /** The grace period in the manifests; an orderly stop takes at most 25 s. */
    public static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

    private static final int POLL_MILLIS = 5;

    /** What a service logs once it listens. */
    private static final Pattern IS_UP = Pattern.compile(" is up on port (\\d+)$");

    private final ServiceLaunch launch;
    private final long started;
    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<Void> logComplete = new CompletableFuture<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    private ServiceProcess(ServiceLaunch launch) throws IOException {
        this.launch = launch;
        this.started = System.nanoTime();
        this.process = launch.process().start();
        Watchdog.watch(process, Optional.empty());
        if (launch.port() != 0) {
            port.complete(launch.port());
        }
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

    /** The file that its output goes to. */
    public Path log() {
        return launch.log();
    }

    /**
     * The address of its gRPC port, as {@code host:port}. If it was launched with port 0, waits until it has said which one it got.
     *
     * @throws LabException if it ends before; the message names the log
     */
    public String target() {
        try {
            return "127.0.0.1:" + port.join();
        } catch (CompletionException ended) {
            throw notServing();
        }
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
        while (!port.isDone()) {
            requireYounger(limit);
            Thread.sleep(POLL_MILLIS);
        }
        ManagedChannel channel =
                ManagedChannelBuilder.forTarget(target()).usePlaintext().build();
        try {
            while (!isServing(channel)) {
                requireYounger(limit);
                Thread.sleep(POLL_MILLIS);
            }
            return age();
        } finally {
            channel.shutdownNow();
        }
    }

    /**
     * Checks that its health is SERVING now.
     *
     * @throws LabException if it is not; the message says whether it has ended, and names the log
     */
    public void requireServing() {
        if (!isServing()) {
            throw notServing();
        }
    }

    /** Whether it runs and its health is SERVING now. */
    public boolean isServing() {
        if (!process.isAlive() || !port.isDone()) {
            return false;
        }
        ManagedChannel channel =
                ManagedChannelBuilder.forTarget(target()).usePlaintext().build();
        try {
            return isServing(channel);
        } finally {
            channel.shutdownNow();
        }
    }

    /** @throws LabException if the process has ended; the message names the log */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw notServing();
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

    /**
     * SIGTERM: starts an orderly stop and returns at once. By its handle, because {@link Process#destroy} would also close its
     * output: the log would lack its end, and a JVM that writes an AOT cache when it exits could not.
     */
    public void terminate() {
        process.toHandle().destroy();
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

    private void requireYounger(Duration limit) {
        requireAlive();
        if (age().compareTo(limit) > 0) {
            throw notServing();
        }
    }

    private LabException notServing() {
        String state = process.isAlive()
                ? " is not SERVING after " + age().toSeconds() + " s"
                : " ended with exit code " + process.exitValue();
        return new LabException(name() + state + "; see " + log());
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
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                LogFile log = new LogFile(launch.log(), launch.appends())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.write(line);
                readPort(line);
                for (Consumer<String> listener : listeners) {
                    listener.accept(line);
                }
            }
        } catch (IOException closed) {
            // The process has ended.
        } finally {
            port.completeExceptionally(new IllegalStateException("the process has ended"));
            logComplete.complete(null);
        }
    }

    private void readPort(String line) {
        if (!port.isDone()) {
            Matcher up = IS_UP.matcher(line);
            if (up.find()) {
                port.complete(Integer.parseInt(up.group(1)));
            }
        }
    }
}
