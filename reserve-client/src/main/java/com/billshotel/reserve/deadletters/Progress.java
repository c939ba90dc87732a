package com.billshotel.reserve.deadletters;

import java.io.PrintWriter;
import java.time.Duration;

/** Tells at the start what is to be done, and then every few seconds how far it is. */
final class Progress {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final PrintWriter out;
    private int total;
    private long saidAt;

    Progress(PrintWriter out) {
        this.out = out;
    }

    void start(int count, String topic) {
        total = count;
        say("replaying " + count + " to " + topic);
    }

    void at(int done) {
        if (System.nanoTime() - saidAt > INTERVAL.toNanos()) {
            say(done + " of " + total);
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
        saidAt = System.nanoTime();
    }
}
