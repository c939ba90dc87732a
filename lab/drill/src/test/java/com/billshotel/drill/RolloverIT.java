package com.billshotel.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.drill.check.Checker;
import com.billshotel.drill.check.Findings;
import com.billshotel.drill.system.CrashPlan;
import com.billshotel.drill.system.DrillSystem;
import com.billshotel.drill.system.MysqlCommands;
import com.billshotel.drill.system.Release;
import com.billshotel.drill.system.ServiceMember;
import com.billshotel.drill.system.SystemPlan;
import com.billshotel.drill.traffic.Hotels;
import com.billshotel.drill.traffic.Traffic;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.parts.PubSub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A rollover between two releases that differ only in their folders. */
class RolloverIT {
    private static final int MESSAGES = 4_000;

    @Test
    void rollover_underLoad_runsEachPhasesReleaseAndLosesNothing() throws Exception {
        Release old = Release.builtIn(copy());
        Traffic traffic = new Traffic(1, new Hotels(8, MESSAGES / 3, false));
        CrashPlan crashes = new CrashPlan(1);
        crashes.begin();
        try (DrillSystem system = DrillSystem.start(
                new SystemPlan(1, 1, List.of(), new MysqlCommands(null, null, null)),
                List.of(old, Release.current()),
                crashes,
                List.of(traffic.hotels().insert()))) {
            Migration migration = Migration.of(system.database().settings(), system.logs());
            List<Phase> phases = new Rollover(system, old, migration.killedAt(1)).phases();
            Publisher publisher = new Publisher(traffic, system, MESSAGES);
            publisher.start();

            assertThat(phases)
                    .extracting(Phase::name)
                    .containsExactly("old", "migration", "forward", "back", "forward-again");
            for (int i = 0; i < phases.size(); i++) {
                publisher.allow((i + 1.0) / phases.size());
                phases.get(i).change().run();
                assertThat(folders(system))
                        .as(phases.get(i).name())
                        .containsExactly(i == 2 || i == 4 ? ProjectFiles.ROOT : old.folder());
            }
            awaitDone(system, publisher);

            assertThat(findings(system, traffic, publisher).violations()).isEmpty();
            assertThat(system.logs().resolve("migrate.log"))
                    .content()
                    .containsSubsequence("killed", "this hotel-server needs");
        }
    }

    /** Always the same folder, so that the archives of its classes are used again. */
    private static Path copy() throws IOException {
        Path copy = ProjectFiles.folder("lab/drill/target/old-release");
        for (String part : List.of("hotel-server", "reserve-client", "sql")) {
            Files.deleteIfExists(copy.resolve(part));
            Files.createSymbolicLink(copy.resolve(part), ProjectFiles.ROOT.resolve(part));
        }
        return copy;
    }

    /** The folders of the releases that the services run. */
    private static Set<Path> folders(DrillSystem system) {
        return system.services().stream().map(RolloverIT::folder).collect(Collectors.toSet());
    }

    private static Path folder(ServiceMember service) {
        List<String> arguments =
                List.of(service.process().orElseThrow().info().arguments().orElseThrow());
        return Path.of(arguments.get(arguments.indexOf("-jar") + 1))
                .getParent()
                .getParent()
                .getParent();
    }

    private static void awaitDone(DrillSystem system, Publisher publisher) throws InterruptedException {
        while (!publisher.isDone()
                || system.broker().backlog(PubSub.SUBSCRIPTION_PATH).total() > 0) {
            Thread.sleep(50);
        }
        system.stopServices();
        publisher.stop();
    }

    private static Findings findings(DrillSystem system, Traffic traffic, Publisher publisher) throws Exception {
        Findings findings = new Findings();
        try (Connection connection = system.database().connect()) {
            new Checker(traffic, publisher.journal()).check(connection, findings);
        }
        assertThat(system.incidents().strays()).isEmpty();
        return findings;
    }
}
