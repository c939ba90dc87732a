package com.billshotel.schedules;

import com.billshotel.local.parts.LabCommand;
import com.billshotel.local.parts.LabException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/schedules}: explores interleavings of the concurrent code. */
@Command(
        name = "schedules",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the lanes, the retry queue and the shared reads of hotels under many thread schedules, and checks after each",
            "that no message was lost, acknowledged before it was stored or settled twice, that hotels stayed in order, and that",
            "every read completed with a current result. Exits with 1 after a violation, and prints how to repeat it.",
            "Needs JDK 25 on Linux amd64; the rest of the project may use another JDK."
        })
public final class SchedulesCommand implements Callable<Integer> {
    /** Short enough to spread the work over the processors, long enough to make the start of a process negligible. */
    private static final int SCHEDULES_PER_PROCESS = 5_000;

    private static final double NANOS_PER_SECOND = 1e9;

    @Option(
            names = "--schedules",
            defaultValue = "100000",
            paramLabel = "N",
            description = "How many schedules to run, in all scenarios together. Default: ${DEFAULT-VALUE}.")
    private int schedules;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The first seed; each schedule uses the next one. Default: a random one, which is printed.")
    private long seed = ThreadLocalRandom.current().nextInt(1, 1_000_000_000);

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "Run this scenario only: contention, outage, reads, shutdown or suspect.")
    private List<String> scenarios = Scenarios.names();

    @Option(
            names = "--fault",
            paramLabel = "CLASS.METHOD",
            description = "Remove the lock of this method first, such as RetryQueue.split, to see that it is found.")
    private String fault;

    @Option(names = "--trace", description = "Print every step of the schedules.")
    private boolean trace;

    @Option(
            names = "--processes",
            paramLabel = "N",
            description = "How many processes to run at the same time. Default: the number of processors.")
    private int processes = Runtime.getRuntime().availableProcessors();

    private SchedulesCommand() {}

    public static void main(String[] arguments) {
        LabCommand.main(new SchedulesCommand(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        scenarios.forEach(Scenarios::named);
        Optional<PlantedFault> planted = Optional.ofNullable(fault).map(PlantedFault::parse);
        InstrumentedJdk jdk = InstrumentedJdk.prepare();
        long start = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(processes);
        try {
            int each = Math.max(1, schedules / scenarios.size());
            List<Started> started = new ArrayList<>();
            for (int done = 0; done < each; done += SCHEDULES_PER_PROCESS) {
                for (String scenario : scenarios) {
                    Exploration exploration = new Exploration(
                            scenario, seed + done, Math.min(SCHEDULES_PER_PROCESS, each - done), planted, trace);
                    started.add(new Started(exploration, pool.submit(() -> exploration.run(jdk))));
                }
            }
            System.out.printf("%,d schedules of each of %s, first seed %d%n", each, scenarios, seed);
            int count = 0;
            int distinct = 0;
            for (Started run : started) {
                if (!report(run)) {
                    return 1;
                }
                count += run.exploration.schedules();
                distinct += run.result.get().distinct();
            }
            double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            System.out.printf(
                    "%,d schedules, %,d of them different, without a violation in %.0f s%n", count, distinct, seconds);
            return 0;
        } finally {
            pool.shutdownNow();
        }
    }

    private record Started(Exploration exploration, Future<Exploration.Result> result) {}

    /** Returns whether there was no violation. */
    private boolean report(Started run) throws Exception {
        Exploration exploration = run.exploration;
        Exploration.Result result = run.result.get();
        if (trace || !result.correct()) {
            System.out.print(result.output());
        }
        System.out.printf(
                "%-10s seeds %d to %d: %s%n",
                exploration.scenario(),
                exploration.firstSeed(),
                exploration.firstSeed() + exploration.schedules() - 1,
                result.correct() ? "no violation" : "VIOLATION");
        if (!result.correct()) {
            System.out.println("Repeat with: " + repetition(exploration, result));
        }
        return result.correct();
    }

    private String repetition(Exploration exploration, Exploration.Result result) {
        String command = "bin/schedules --scenario " + exploration.scenario() + " --schedules 1 --trace --seed "
                + result.seed().orElseThrow(() -> new LabException("the process failed"));
        return fault == null ? command : command + " --fault " + fault;
    }
}
