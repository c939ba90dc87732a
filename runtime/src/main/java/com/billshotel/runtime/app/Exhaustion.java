package com.billshotel.runtime.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a process that has run out of memory: after that its state is undefined, and Kubernetes restarts it. */
public final class Exhaustion {
    /** As with the JVM's option ExitOnOutOfMemoryError. */
    static final int EXIT_CODE = 3;

    private static final Logger log = LoggerFactory.getLogger(Exhaustion.class);

    private Exhaustion() {}

    /** Also ends the process when a thread dies of an OutOfMemoryError. */
    static void watchThreads() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (failure instanceof OutOfMemoryError exhausted) {
                end(exhausted);
            }
            log.error("thread {} ended", thread.getName(), failure);
        });
    }

    /** Logs one line and ends the process. */
    public static void end(OutOfMemoryError exhausted) {
        try {
            log.error("out of memory, ending the process: {}", exhausted.getMessage());
        } finally {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
