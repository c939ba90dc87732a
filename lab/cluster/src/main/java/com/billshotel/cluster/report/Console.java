package com.billshotel.cluster.report;

import com.billshotel.local.parts.LabException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Prints each step with the time since the start, and while a step takes long, every few seconds what it is waiting for. */
public final class Console {
    private static final long PROGRESS_MILLIS = 5_000;
    private static final long FIRST_PROGRESS_MILLIS = 2_000;
    private static final int POLL_MILLIS = 100;
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final long start = System.nanoTime();

    public Console(PrintStream out) {
        this.out = out;
    }

    public void say(String text) {
        synchronized (out) {
            out.printf(Locale.ROOT, "%7.1f s  %s%n", seconds(start), text);
            out.flush();
        }
    }

    /** Runs a step and says how long it took. */
    public <T> T step(String name, Callable<T> step) throws Exception {
        long begun = System.nanoTime();
        try (Progress progress = new Progress(() -> name)) {
            progress.start();
            T result = step.call();
            say(String.format(Locale.ROOT, "%s: %.1f s", name, seconds(begun)));
            return result;
        }
    }

    /** As {@link #step(String, Callable)}, for a step without a result. */
    public Duration step(String name, Step step) throws Exception {
        long begun = System.nanoTime();
        step(name, () -> {
            step.run();
            return null;
        });
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /**
     * Waits until nothing is missing.
     *
     * @return how long that took
     * @throws LabException after the limit; the message says what is missing
     */
    public Duration await(String what, Duration limit, Supplier<Optional<String>> missing) throws InterruptedException {
        long begun = System.nanoTime();
        String[] last = {what};
        try (Progress progress = new Progress(() -> what + ": " + last[0])) {
            progress.start();
            for (Optional<String> still = missing.get(); still.isPresent(); still = missing.get()) {
                last[0] = still.get();
                if (System.nanoTime() - begun > limit.toNanos()) {
                    throw new LabException(what + ": after " + limit.toSeconds() + " s still " + still.get());
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The beginning of the first line. */
    static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH) + "...";
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** A step without a result. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    private final class Progress implements AutoCloseable {
        private final Supplier<String> text;
        private final Thread thread = new Thread(this::print, "progress");

        Progress(Supplier<String> text) {
            this.text = text;
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        @Override
        public void close() {
            thread.interrupt();
        }

        private void print() {
            try {
                TimeUnit.MILLISECONDS.sleep(FIRST_PROGRESS_MILLIS);
                while (true) {
                    say("  ... " + shortened(text.get()));
                    TimeUnit.MILLISECONDS.sleep(PROGRESS_MILLIS);
                }
            } catch (InterruptedException end) {
                // the step has ended
            }
        }
    }
}
