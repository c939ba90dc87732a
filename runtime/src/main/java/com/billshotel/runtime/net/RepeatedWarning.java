package com.billshotel.runtime.net;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a warning that may recur thousands of times a second at most twice a minute, with a count. */
public final class RepeatedWarning {
    private static final Logger log = LoggerFactory.getLogger(RepeatedWarning.class);
    private static final Duration PERIOD = Duration.ofSeconds(30);

    private final String text;
    private long unreported;
    private long reportedNanos = System.nanoTime() - PERIOD.toNanos();

    public RepeatedWarning(String text) {
        this.text = text;
    }

    /** Logs the warning, or counts it. */
    public synchronized void raise() {
        unreported++;
        long now = System.nanoTime();
        if (now - reportedNanos >= PERIOD.toNanos()) {
            log.warn("{} ({} since the last such line)", text, unreported);
            reportedNanos = now;
            unreported = 0;
        }
    }
}
