package com.billshotel.runtime.health;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs every health check once a second, reports whether all succeed, and logs each change and what it waits for. */
public final class HealthMonitor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthMonitor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Until the service is first healthy, for at most {@link #START_ROUNDS}, so that SERVING is not reported late. */
    private static final Duration START_INTERVAL = Duration.ofMillis(50);

    private static final int START_ROUNDS = 60;

    /** How often an unchanged problem is logged again, so that the tail of the log shows it. */
    private static final Duration REMINDER = Duration.ofSeconds(30);

    private final List<HealthCheck> checks;
    private final Consumer<Boolean> serving;
    private final ScheduledExecutorService timer;
    private String lastProblems; // null before the first round
    private long reportedNanos;
    private int startRoundsLeft = START_ROUNDS;

    private HealthMonitor(List<HealthCheck> checks, Consumer<Boolean> serving) {
        this.checks = List.copyOf(checks);
        this.serving = serving;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "health");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts the checks; {@code serving} receives true or false after every round. */
    public static HealthMonitor start(List<HealthCheck> checks, Consumer<Boolean> serving) {
        HealthMonitor monitor = new HealthMonitor(checks, serving);
        monitor.timer.execute(monitor::round);
        return monitor;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void round() {
        boolean healthy = false;
        try {
            healthy = runChecks();
        } catch (Throwable bug) { // errors too: one would end the rounds, and so freeze the status and stop reloads
            log.error("a round of health checks failed", bug);
        } finally {
            scheduleNext(healthy);
        }
    }

    private boolean runChecks() {
        String problems = checks.stream().flatMap(HealthMonitor::problem).collect(Collectors.joining("; "));
        if (timer.isShutdown()) {
            return false; // an interrupted check proves nothing
        }
        serving.accept(problems.isEmpty());
        report(problems); // afterwards: who reads the line finds the status that it names
        return problems.isEmpty();
    }

    private void scheduleNext(boolean healthy) {
        startRoundsLeft = healthy ? 0 : Math.max(0, startRoundsLeft - 1);
        Duration pause = startRoundsLeft > 0 ? START_INTERVAL : INTERVAL;
        try {
            timer.schedule(this::round, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // There is no next round.
        }
    }

    /** A check that fails counts as a problem of its own, and the other checks still run. */
    private static Stream<String> problem(HealthCheck check) {
        try {
            return check.problem().map(problem -> check.name() + ": " + problem).stream();
        } catch (Throwable bug) {
            log.error("health check {} threw an exception", check.name(), bug);
            return Stream.of(check.name() + ": the health check failed, see the log");
        }
    }

    private void report(String problems) {
        boolean changed = !Objects.equals(problems, lastProblems);
        boolean due = !problems.isEmpty() && System.nanoTime() - reportedNanos >= REMINDER.toNanos();
        if (changed || due) {
            reportedNanos = System.nanoTime();
            lastProblems = problems;
            if (problems.isEmpty()) {
                log.info("SERVING");
            } else {
                log.warn("NOT_SERVING, waiting: {}", problems);
            }
        }
    }
}
