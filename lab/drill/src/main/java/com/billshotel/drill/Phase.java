package com.billshotel.drill;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * A part of a drill, with an equal share of the messages and the faults.
 *
 * @param name as in the report
 * @param change what changes the system meanwhile; the next phase begins when it is done
 */
record Phase(String name, Change change) {
    /** The only phase of a drill in which nothing but its faults changes the system. */
    static final Phase STEADY = new Phase("steady", () -> {});

    /** A change of the system, under load and faults. */
    @FunctionalInterface
    interface Change {
        void run() throws Exception;
    }

    /** Begins the change in a thread of its own; the result is how long it took. */
    Future<Duration> begin() {
        long start = System.nanoTime();
        FutureTask<Duration> task = new FutureTask<>(() -> {
            change.run();
            return Duration.ofNanos(System.nanoTime() - start);
        });
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
