package com.billshotel.bench;

import com.billshotel.embedded.network.Ports;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** One of the two services in a process of its own, run from its jar with the images' flags. */
final class JarProcess implements AutoCloseable {
    /** As in the Dockerfile. What only JDK 25 knows is not among them. */
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:MaxRAMPercentage=40", "-XX:InitialRAMPercentage=40", "-XX:NewRatio=3");

    /** The containers' limits, as in the manifests. */
    private static final Map<String, String> LIMITS = Map.of("hotel-server", "320m", "reserve-client", "384m");

    private static final int START_LIMIT_SECONDS = 60;
    private static final int STOP_LIMIT_SECONDS = 30;
    private static final int POLL_MILLIS = 5;

    private final String name;
    private final int port;
    private final Process process;
    private final long started;

    private JarProcess(String name, int port, Process process, long started) {
        this.name = name;
        this.port = port;
        this.process = process;
        this.started = started;
    }

    /** @param flags of the JVM, besides the usual ones */
    static JarProcess start(String name, Jdk jdk, List<String> flags, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(FLAGS);
        command.add("-XX:MaxRAM=" + LIMITS.get(name));
        command.addAll(flags);
        command.addAll(List.of("-jar", ProjectFiles.jar(name).toString()));
        Path log = ProjectFiles.scratch().resolve(name + ".log");
        int port = Ports.free();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(settings);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("GRPC_PORT", Integer.toString(port));
        long started = System.nanoTime();
        return new JarProcess(name, port, builder.start(), started);
    }

    String target() {
        return "127.0.0.1:" + port;
    }

    /** Seconds from the start of the process until its health is SERVING. */
    double awaitServing() throws InterruptedException {
        ManagedChannel channel =
                ManagedChannelBuilder.forTarget(target()).usePlaintext().build();
        try {
            while (!isServing(channel)) {
                if (!process.isAlive() || seconds() > START_LIMIT_SECONDS) {
                    throw new BenchException(name + " did not get ready; see bench/target/run/" + name + ".log");
                }
                Thread.sleep(POLL_MILLIS);
            }
            return seconds();
        } finally {
            channel.shutdownNow();
        }
    }

    /** The most memory that it had in RAM so far, in MB; empty where the system does not tell. */
    OptionalDouble peakMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return OptionalDouble.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
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
}
