package com.billshotel.drill;

import com.billshotel.drill.system.DrillSystem;
import com.billshotel.drill.traffic.Generator;
import com.billshotel.drill.traffic.Journal;
import com.billshotel.drill.traffic.Tally;
import com.billshotel.drill.traffic.Traffic;
import com.billshotel.local.parts.PubSub;
import java.util.ArrayList;
import java.util.List;

/** Publishes in step with the faults, so that each of them can hit messages in progress. */
final class Publisher {
    private static final int BLOCK = 200;

    /** Limit on undelivered messages. Those leased by dead workers do not count, or they would starve the live ones. */
    private static final int MAX_WAITING = 500;

    /** The pause after each block. A worker leases all that is available, and a killed worker's leases last another 10 s. */
    private static final long PAUSE_MILLIS = 60;

    private final Traffic traffic;
    private final Generator generator;
    private final DrillSystem system;
    private final long messages;
    private final Journal journal = new Journal();
    private final Tally tally = new Tally();
    private final Thread thread = new Thread(this::run, "publisher");
    private volatile long allowed;
    private volatile boolean stopped;
    private volatile int published;

    Publisher(Traffic traffic, DrillSystem system, long messages) {
        this.traffic = traffic;
        this.generator = new Generator(traffic);
        this.system = system;
        this.messages = messages;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The share of all messages that may be published so far. */
    double allowedShare() {
        return (double) allowed / messages;
    }

    /** Allows publishing up to this share of all messages. */
    void allow(double share) {
        allowed = Math.max(allowed, (long) (messages * share));
    }

    /** Allows publishing this many more messages. */
    void allowMore(int more) {
        allowed = Math.max(allowed, published + more);
    }

    int published() {
        return published;
    }

    boolean isDone() {
        return published >= messages;
    }

    /** Stops and joins the publisher's thread; only then may the journal and the tally be read. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    Journal journal() {
        return journal;
    }

    Tally tally() {
        return tally;
    }

    private void run() {
        try {
            while (!stopped && !isDone()) {
                if (published < allowed && waiting() < MAX_WAITING) {
                    publishBlock();
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int waiting() {
        return system.broker().backlog(PubSub.SUBSCRIPTION_PATH).undelivered();
    }

    private void publishBlock() {
        List<Generator.Message> block = new ArrayList<>(BLOCK);
        List<String> payloads = new ArrayList<>(BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            Generator.Message message = generator.next();
            block.add(message);
            payloads.add(traffic.payload(message.reservation(), message.kind()));
            tally.count(message);
        }
        List<String> ids = system.pubsub().publish(payloads);
        for (int i = 0; i < BLOCK; i++) {
            journal.add(block.get(i).reservation(), block.get(i).kind(), Long.parseLong(ids.get(i)));
        }
        published += BLOCK;
    }
}
