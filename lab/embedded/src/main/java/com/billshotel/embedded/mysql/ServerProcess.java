package com.billshotel.embedded.mysql;

import com.billshotel.embedded.process.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of the server process. */
final class ServerProcess {
    /** Logged once the server accepts connections. Unlike a connection test, it cannot be another server's response. */
    private static final String READY = ": ready for connections.";

    /** Allows for crash recovery of a large data folder. */
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 10;

    private final Process process;
    private final Optional<Watchdog> watchdog;

    private ServerProcess(Process process, Optional<Watchdog> watchdog) {
        this.process = process;
        this.watchdog = watchdog;
    }

    /**
     * Starts the server and returns once it accepts connections.
     *
     * @throws MysqlStartException if it does not start; the message has the last lines of its log
     */
    static ServerProcess start(List<String> command, Map<String, String> environment, DataFolder data, ServerLog log) {
        Process process = launch(command, environment, data, log);
        ServerProcess server = new ServerProcess(process, Watchdog.watch(process, data.temporaryPath()));
        try {
            server.awaitReady(log);
        } catch (RuntimeException e) {
            server.kill();
            throw e;
        }
        return server;
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        watchdog.ifPresent(Watchdog::dismiss);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Shuts the server down cleanly. On Windows this is a kill, which the data survives as well. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private static Process launch(
            List<String> command, Map<String, String> environment, DataFolder data, ServerLog log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(data.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command.get(0), e);
        }
    }

    private void awaitReady(ServerLog log) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!log.contains(READY)) {
            if (!process.isAlive()) {
                throw failure("ended with exit code " + process.exitValue(), log);
            }
            if (System.nanoTime() > deadline) {
                throw failure("was not ready after " + START_LIMIT.toSeconds() + " s", log);
            }
            pause(log);
        }
    }

    private static void pause(ServerLog log) {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("start was interrupted", log);
        }
    }

    private static MysqlStartException failure(String what, ServerLog log) {
        return new MysqlStartException(
                "The MySQL server " + what + "; the end of its log " + log.file() + ":\n" + log.tail());
    }
}
