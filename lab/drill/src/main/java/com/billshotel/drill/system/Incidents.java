package com.billshotel.drill.system;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Unexpected exits of processes, and how long orderly stops took. */
public final class Incidents {
    private final List<String> strays = new CopyOnWriteArrayList<>();
    private Duration longestStop = Duration.ZERO;
    private int stops;

    void stray(String text) {
        strays.add(text);
    }

    synchronized void stopped(Duration took) {
        stops++;
        longestStop = took.compareTo(longestStop) > 0 ? took : longestStop;
    }

    /** Processes that ended unexpectedly. */
    public List<String> strays() {
        return strays;
    }

    /** The number of orderly stops, the last of each service apart. */
    public synchronized int stops() {
        return stops;
    }

    /** The longest orderly stop. */
    public synchronized Duration longestStop() {
        return longestStop;
    }
}
