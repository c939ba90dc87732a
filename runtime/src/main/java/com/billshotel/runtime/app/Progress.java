package com.billshotel.runtime.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Prints each step of a command when it begins, at intervals meanwhile, and when it has ended. */
public final class Progress implements AutoCloseable {
    private final PrintWriter out;
    private final Duration interval;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private ScheduledFuture<?> ticks;
    private String step;
    private long begun;

    /** @param interval between two lines of one step */
    public Progress(PrintWriter out, Duration interval) {
        this.out = out;
        this.interval = interval;
    }

    /**
     * Begins a step; the one before has ended.
     *
     * @param state follows the step's name in each of its lines but the first and the last
     */
    public void begin(String name, Supplier<String> state) {
        step = name;
        begun = System.nanoTime();
        say(step);
        ticks = timer.scheduleAtFixedRate(
                () -> say(name + state.get() + ", since " + seconds()),
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Ends the step. */
    public void end(String outcome) {
        ticks.cancel(false);
        say(step + ": " + outcome + " after " + seconds());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    private String seconds() {
        return String.format(
                Locale.ROOT,
                "%.1f s",
                Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1e3);
    }
}
