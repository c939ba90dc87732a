package com.billshotel.drill;

import com.billshotel.drill.crash.CrashPoint;
import com.billshotel.drill.system.CrashPlan;
import com.billshotel.drill.system.DrillSystem;
import com.billshotel.drill.traffic.Traffic;
import com.billshotel.local.parts.LabCommand;
import com.billshotel.local.parts.LabException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
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
            throw new LabException("--publish needs a full drill: leave out --kills and --minutes");
        }
        requireCrashPoints();
        PrintStream out = System.out;
        out.printf("Drill with %,d messages and %,d kills, seed %d%n", options.messages, options.kills, options.seed);
        Traffic traffic = new Traffic(options.seed, options.hotels());
        CrashPlan crashes = new CrashPlan(options.seed);
        try (DrillSystem system =
                DrillSystem.start(options.plan(), crashes, options.hotels().insert())) {
            Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
            if (!new Drill(options, system, crashes, traffic, out).run()) {
                return CommandLine.ExitCode.SOFTWARE;
            }
            if (options.publish) {
                Published.replaceWith(system.logs());
            }
            return CommandLine.ExitCode.OK;
        }
    }

    private static void requireCrashPoints() {
        List<String> missing = CrashPoint.missingMethods();
        if (!missing.isEmpty()) {
            throw new LabException("crash points name methods that do not exist exactly once: " + missing);
        }
    }
}
