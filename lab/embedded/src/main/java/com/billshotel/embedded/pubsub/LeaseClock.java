package com.billshotel.embedded.pubsub;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A single thread that ends leases and backoffs for all subscriptions, instead of a timer per message. */
final class LeaseClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseClock.class);

    private final Catalog catalog;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(LeaseClock::thread);

    LeaseClock(Catalog catalog) {
        this.catalog = catalog;
    }

    void start() {
        executor.scheduleAtFixedRate(this::tick, 0, DeadlineWheel.TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void tick() {
        try {
            catalog.backlogs().forEach(Backlog::expireLeases);
        } catch (RuntimeException e) {
            // An exception would cancel the periodic task, and no lease would ever expire again.
            LOG.error("Expiring leases failed; will retry on the next tick", e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "pubsub-lease-clock");
        thread.setDaemon(true);
        return thread;
    }
}
