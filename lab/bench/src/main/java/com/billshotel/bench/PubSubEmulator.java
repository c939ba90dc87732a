package com.billshotel.bench;

import com.billshotel.embedded.network.Ports;
import com.billshotel.local.parts.LabException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Google's Pub/Sub emulator: the one at {@code PUBSUB_EMULATOR_HOST}, or else one started from the Google Cloud SDK on the PATH. */
final class PubSubEmulator implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 20;

    private final String endpoint; // null: no emulator was found
    private final Process process; // null: not started here

    private PubSubEmulator(String endpoint, Process process) {
        this.endpoint = endpoint;
        this.process = process;
    }

    static PubSubEmulator find() throws IOException, InterruptedException {
        String named = System.getenv("PUBSUB_EMULATOR_HOST");
        if (named != null && !named.isBlank()) {
            return new PubSubEmulator(named, null);
        }
        Optional<Path> jar = jarOfSdk();
        return jar.isPresent() ? start(jar.get()) : new PubSubEmulator(null, null);
    }

    boolean isFound() {
        return endpoint != null;
    }

    String endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly(); // it has no state worth saving
        }
    }

    private static PubSubEmulator start(Path jar) throws IOException, InterruptedException {
        int port = Ports.free();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path log = ServicesMeasurement.scratch().resolve("emulator.log");
        Process process = new ProcessBuilder(
                        java.toString(), "-jar", jar.toString(), "--host=127.0.0.1", "--port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PubSubEmulator emulator = new PubSubEmulator("127.0.0.1:" + port, process);
        try {
            emulator.awaitListener(port, log);
        } catch (InterruptedException | RuntimeException failure) {
            emulator.close();
            throw failure;
        }
        return emulator;
    }

    private void awaitListener(int port, Path log) throws InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (Ports.isFree(port)) {
            if (!process.isAlive()) {
                throw new LabException(
                        "Google's emulator ended with exit code " + process.exitValue() + "; see " + log);
            }
            if (System.nanoTime() > end) {
                throw new LabException("Google's emulator does not listen on port " + port + " after "
                        + START_LIMIT.toSeconds() + " s; see " + log);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static Optional<Path> jarOfSdk() throws IOException {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            Path gcloud = Path.of(folder, "gcloud");
            if (Files.isExecutable(gcloud)) {
                return jarOf(gcloud.toRealPath().getParent().getParent());
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> jarOf(Path sdk) throws IOException {
        Path folder = sdk.resolve("platform/pubsub-emulator/lib");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("cloud-pubsub-emulator"))
                    .findFirst();
        }
    }
}
