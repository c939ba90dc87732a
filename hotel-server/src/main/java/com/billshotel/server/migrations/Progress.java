package com.billshotel.server.migrations;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Prints each migration when it begins, every ten seconds meanwhile, and when it has ended. */
final class Progress implements Callback, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private ScheduledFuture<?> ticks;
    private long begun;

    Progress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public String getCallbackName() {
        return "progress";
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE_ERROR;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        String name = "version " + context.getMigrationInfo().getVersion() + ": "
                + context.getMigrationInfo().getDescription();
        if (event == Event.BEFORE_EACH_MIGRATE) {
            begun = System.nanoTime();
            say(name);
            ticks = timer.scheduleAtFixedRate(
                    () -> say(name + ", since " + seconds()),
                    INTERVAL.toSeconds(),
                    INTERVAL.toSeconds(),
                    TimeUnit.SECONDS);
        } else {
            ticks.cancel(false);
            say(name + (event == Event.AFTER_EACH_MIGRATE ? ": done after " : ": failed after ") + seconds());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    private String seconds() {
        return String.format(
                Locale.ROOT,
                "%.1f s",
                Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1e3);
    }
}
