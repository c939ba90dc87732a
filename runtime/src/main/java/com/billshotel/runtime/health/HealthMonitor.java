package com.billshotel.runtime.health;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every check once a second, tells whether the service is well, and logs each change and what it waits for. */
public final class HealthMonitor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthMonitor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Until a service is well for the first time, which should not be told a second late; at most {@link #START_ROUNDS}. */
    private static final Duration START_INTERVAL = Duration.ofMillis(50);

    private static final int START_ROUNDS = 60;

    /** An unchanged problem is said again this often, so that a log's tail always shows it. */
    private static final Duration REMINDER = Duration.ofSeconds(30);

    private final List<HealthCheck> checks;
    private final Consumer<Boolean> serving;
    private final ScheduledExecutorService timer;
    private String lastProblems; // null before the first round
    private long saidNanos;
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

    /** Starts to ask; {@code serving} hears true or false after every round. */
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
        String problems = checks.stream().flatMap(HealthMonitor::problem).collect(Collectors.joining("; "));
        if (timer.isShutdown()) {
            return; // what an interrupted check says is no news
        }
        say(problems);
        serving.accept(problems.isEmpty());
        startRoundsLeft = problems.isEmpty() ? 0 : Math.max(0, startRoundsLeft - 1);
        Duration pause = startRoundsLeft > 0 ? START_INTERVAL : INTERVAL;
        timer.schedule(this::round, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An exception, which no check should throw, would end the rounds for good and leave the last answer standing. */
    private static Stream<String> problem(HealthCheck check) {
        try {
            return check.problem().map(problem -> check.name() + ": " + problem).stream();
        } catch (RuntimeException bug) {
            log.error("the check of {} failed", check.name(), bug);
            return Stream.of(check.name() + ": cannot be checked, see the log");
        }
    }

    private void say(String problems) {
        boolean changed = !Objects.equals(problems, lastProblems);
        boolean due = !problems.isEmpty() && System.nanoTime() - saidNanos >= REMINDER.toNanos();
        if (changed || due) {
            saidNanos = System.nanoTime();
            lastProblems = problems;
            if (problems.isEmpty()) {
                log.info("SERVING");
            } else {
                log.warn("NOT_SERVING, waiting: {}", problems);
            }
        }
    }
}
