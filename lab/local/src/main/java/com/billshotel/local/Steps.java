package com.billshotel.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Prints each step of the start and how long it took. */
final class Steps {
    private static final String LINE = "  %-62s";

    private final PrintStream out;

    Steps(PrintStream out) {
        this.out = out;
    }

    /** Prints the step's name, runs it, and prints its duration. */
    <T> T run(String name, Callable<T> step) throws Exception {
        out.printf(Locale.ROOT, LINE, name);
        out.flush();
        Instant start = Instant.now();
        T result = call(step);
        out.printf(
                Locale.ROOT, "%5.1f s%n", Duration.between(start, Instant.now()).toMillis() / 1000.0);
        return result;
    }

    private <T> T call(Callable<T> step) throws Exception {
        try {
            return step.call();
        } catch (Exception failure) {
            out.println(); // so that its message is on a line of its own
            throw failure;
        }
    }

    /** Prints a note about the current step on a separate line. */
    void note(String text) {
        out.printf(Locale.ROOT, "%n    %s%n" + LINE, text, "");
        out.flush();
    }
}
