package com.billshotel.drill;

import com.billshotel.drill.crash.CrashPoint;
import com.billshotel.drill.system.CrashPlan;
import com.billshotel.drill.system.DrillSystem;
import com.billshotel.drill.system.Release;
import com.billshotel.drill.traffic.Traffic;
import com.billshotel.local.parts.LabCommand;
import com.billshotel.local.parts.LabException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bin/drill}: injects faults into the whole system, then checks the outcome of every message. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the whole system as separate processes; kills, pauses, restarts and disconnects them while messages",
            "arrive; then checks the outcome of every message: nothing lost, nothing booked twice, no hotel overbooked.",
            "Exits with 1 if a check fails, and prints the history of the reservations concerned."
        })
public final class DrillCommand implements Callable<Integer> {
    private static final int LINES = 6;

    @Mixin
    private DrillOptions options;

    private DrillCommand() {}

    public static void main(String[] arguments) {
        LabCommand.main(new DrillCommand(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (options.redraw) {
            Published.redraw();
            return CommandLine.ExitCode.OK;
        }
        if (options.publish && !options.wantsAllPoints()) {
            throw new LabException("--publish needs a full drill: leave out --kills, --minutes and --upgrade-from");
        }
        requireCrashPoints();
        PrintStream out = System.out;
        out.printf("Drill with %,d messages and %,d kills, seed %d%n", options.messages, options.kills, options.seed);
        if (options.rows > 0) {
            out.printf("Inserting %,d bookings first%n", options.rows);
        }
        Optional<Release> old = options.oldRelease();
        List<Release> releases =
                Stream.concat(old.stream(), Stream.of(Release.current())).toList();
        Traffic traffic = new Traffic(options.seed, options.hotels());
        CrashPlan crashes = new CrashPlan(options.seed);
        try (DrillSystem system = DrillSystem.start(options.plan(), releases, crashes, rows())) {
            Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
            List<Phase> phases =
                    old.map(release -> rollover(system, release).phases()).orElse(List.of(Phase.STEADY));
            if (!new Drill(options, system, crashes, traffic, phases, out).run()) {
                return CommandLine.ExitCode.SOFTWARE;
            }
            if (options.publish) {
                Published.replaceWith(system.logs());
            }
            return CommandLine.ExitCode.OK;
        }
    }

    private List<String> rows() {
        return Stream.concat(Stream.of(options.hotels().insert()), options.oldBookings().inserts().stream())
                .toList();
    }

    /** In a drill with kills, one of the first lines that migrate prints, two for each migration, is its last. */
    private Rollover rollover(DrillSystem system, Release old) {
        Migration migration = Migration.of(system.database().settings(), system.logs());
        return new Rollover(
                system,
                old,
                options.kills == 0 ? migration : migration.killedAt(1 + new Random(options.seed).nextInt(LINES)));
    }

    private static void requireCrashPoints() {
        List<String> missing = CrashPoint.missingMethods();
        if (!missing.isEmpty()) {
            throw new LabException("crash points name methods that do not exist exactly once: " + missing);
        }
    }
}
