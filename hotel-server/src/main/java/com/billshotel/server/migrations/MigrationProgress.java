package com.billshotel.server.migrations;

import com.billshotel.runtime.app.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Prints each migration when it begins, every ten seconds meanwhile, and when it has ended. */
final class MigrationProgress implements Callback, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Progress progress;

    MigrationProgress(PrintWriter out) {
        this.progress = new Progress(out, INTERVAL);
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
        if (event == Event.BEFORE_EACH_MIGRATE) {
            progress.begin(
                    "version " + context.getMigrationInfo().getVersion() + ": "
                            + context.getMigrationInfo().getDescription(),
                    () -> "");
        } else {
            progress.end(event == Event.AFTER_EACH_MIGRATE ? "done" : "failed");
        }
    }

    @Override
    public void close() {
        progress.close();
    }
}
