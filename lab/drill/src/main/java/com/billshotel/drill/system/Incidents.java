package com.billshotel.drill.system;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Unexpected exits of processes, and how long orderly stops took. */
public final class Incidents {
    private final List<String> strays = new CopyOnWriteArrayList<>();
    private Duration longestStop = Duration.ZERO;

    void stray(String text) {
        strays.add(text);
    }

    synchronized void stopped(Duration took) {
        longestStop = took.compareTo(longestStop) > 0 ? took : longestStop;
    }

    /** Processes that ended unexpectedly. */
    public List<String> strays() {
        return strays;
    }

    /** The longest orderly stop. */
    public synchronized Duration longestStop() {
        return longestStop;
    }
}
