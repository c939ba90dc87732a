package com.billshotel.embedded.pubsub;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that ends leases and back-offs, for all subscriptions; a message costs no timer of its own. */
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
            // The executor would never call again after an exception, and no lease would end any more.
            LOG.error("Ending leases failed; trying again at the next tick", e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "pubsub-lease-clock");
        thread.setDaemon(true);
        return thread;
    }
}
