package com.billshotel.drill;

import com.billshotel.drill.system.DrillSystem;
import com.billshotel.drill.system.Member;
import com.billshotel.drill.system.Role;
import com.billshotel.local.parts.LabException;
import java.time.Duration;
import java.util.Optional;

/**
 * Measures how long bookings wait once MySQL has another primary. Messages keep arriving, but no other fault is injected: a worker that
 * is starting again would count.
 */
final class Failover {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int BURST = 1_000;

    private final DrillSystem system;
    private final Publisher publisher;

    Failover(DrillSystem system, Publisher publisher) {
        this.system = system;
        this.publisher = publisher;
    }

    /** Kills MySQL's primary, then changes it; returns the longer wait. */
    Duration worst() throws InterruptedException {
        Member mysql = system.members().stream()
                .filter(member -> member.role() == Role.MYSQL)
                .findFirst()
                .orElseThrow();
        measure(mysql::kill);
        measure(mysql::restartOrderly);
        return system.failovers().orElseThrow().longest();
    }

    private void measure(Runnable failover) throws InterruptedException {
        system.awaitAllUp();
        publisher.allowMore(BURST);
        failover.run();
        Optional<String> problem = system.mysqlProblem();
        problem.ifPresent(text -> {
            throw new LabException("MySQL: " + text);
        });
    }
}
