package com.billshotel.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Prints each step and how long it took; while it runs, a dot for each second after the first. */
final class Steps {
    private static final String INDENT = "  ";
    private static final int WIDTH = 64;

    private final PrintStream out;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dots");
        thread.setDaemon(true);
        return thread;
    });

    /** Those of the current step; done when it has ended, or another one has begun. */
    private Future<?> dots = CompletableFuture.completedFuture(null);

    private int column;

    Steps(PrintStream out) {
        this.out = out;
    }

    /** Prints the step's name, runs it, and prints its duration. A step that runs in another thread gets no further output. */
    <T> T run(String name, Callable<T> step) throws Exception {
        Instant start = Instant.now();
        Future<?> current = begin(name);
        try {
            T result = step.call();
            end(current, Duration.between(start, Instant.now()));
            return result;
        } catch (Exception failure) {
            abandon(current);
            throw failure;
        }
    }

    /** Prints a note about the current step on a separate line. */
    synchronized void note(String text) {
        out.printf(Locale.ROOT, "%n%s%s%s%n", INDENT, INDENT, text);
        print(INDENT);
    }

    private synchronized Future<?> begin(String name) {
        abandon(dots);
        print(INDENT + name);
        dots = timer.scheduleAtFixedRate(this::dot, 2, 1, TimeUnit.SECONDS);
        return dots;
    }

    private synchronized void dot() {
        if (dots.isDone()) {
            return; // it was waiting for the end to be printed
        } else if (column >= WIDTH) {
            out.println();
            print(INDENT);
        }
        out.print('.');
        out.flush();
        column++;
    }

    private synchronized void end(Future<?> step, Duration duration) {
        if (step.cancel(false)) {
            int padding = Math.max(1, WIDTH - column);
            out.printf(Locale.ROOT, "%" + padding + "s%5.1f s%n", "", duration.toMillis() / 1000.0);
        }
    }

    /** So that what follows is on a line of its own. */
    private synchronized void abandon(Future<?> step) {
        if (step.cancel(false)) {
            out.println();
        }
    }

    private void print(String begin) {
        out.print(begin);
        out.flush();
        column = begin.length();
    }
}
