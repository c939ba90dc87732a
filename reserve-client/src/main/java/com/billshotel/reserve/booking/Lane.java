package com.billshotel.reserve.booking;

import java.time.Duration;
import java.util.List;

/** One thread that works off one queue, batch by batch. It never waits for a hotel in trouble: that goes to the detour. */
final class Lane {
    private final BatchQueue queue = new BatchQueue();
    private final BookingSteps steps;
    private final Detour detour;
    private final Thread thread;

    Lane(String name, BookingSteps steps, Detour detour) {
        this.steps = steps;
        this.detour = detour;
        this.thread = new Thread(this::run, name);
    }

    void start() {
        thread.start();
    }

    void add(Item item) {
        queue.add(item);
    }

    /** Lets the thread end once it has worked off what is there. */
    void end() {
        queue.end();
    }

    /** Waits for the end, or hurries it on. */
    void join(Duration patience) throws InterruptedException {
        thread.join(Math.max(1, patience.toMillis()));
        thread.interrupt();
    }

    private void run() {
        try {
            for (List<Item> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                work(batch);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt(); // what is left was not acknowledged: it comes again
        }
    }

    private void work(List<Item> batch) {
        List<Item> clear = detour.withoutDiverted(batch);
        if (clear.isEmpty()) {
            return;
        }
        try {
            steps.process(clear);
        } catch (Throwable failure) {
            detour.divert(clear, failure);
        }
    }
}
