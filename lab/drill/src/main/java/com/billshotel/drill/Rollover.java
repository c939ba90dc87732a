package com.billshotel.drill;

import com.billshotel.drill.system.DrillSystem;
import com.billshotel.drill.system.Release;
import com.billshotel.drill.system.ServiceMember;
import java.time.Duration;
import java.util.List;

/**
 * An upgrade under load: the old services on the old tables, the migration, and the services one by one to the new release, back to
 * the old one, and to the new one again.
 */
final class Rollover {
    /** How long two releases run side by side before the next service is updated. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final DrillSystem system;
    private final Release old;
    private final Migration migration;

    /** @param migration to the tables of the current release */
    Rollover(DrillSystem system, Release old, Migration migration) {
        this.system = system;
        this.old = old;
        this.migration = migration;
    }

    List<Phase> phases() {
        return List.of(
                new Phase("old", () -> {}),
                new Phase("migration", migration::run),
                new Phase("forward", () -> updateAll(Release.current())),
                new Phase("back", () -> updateAll(old)),
                new Phase("forward-again", () -> updateAll(Release.current())));
    }

    private void updateAll(Release release) throws InterruptedException {
        for (ServiceMember service : system.services()) {
            service.update(release);
            Thread.sleep(REST.toMillis());
        }
    }
}
