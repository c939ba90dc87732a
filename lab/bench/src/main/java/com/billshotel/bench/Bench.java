package com.billshotel.bench;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.runtime.app.Logging;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind {@code bin/bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures how fast the system is on this machine: one run, one table, each figure beside its goal.")
public final class Bench implements Callable<Integer> {
    private static final String EMBEDDED = "embedded";

    @Option(names = "--quick", description = "Each measure only for a moment; under 90 s instead of under 15 minutes.")
    private boolean quick;

    @Option(
            names = "--mysql",
            defaultValue = EMBEDDED,
            paramLabel = "embedded|HOST:PORT",
            description = "Which server; user and password as MYSQL_USER (root) and MYSQL_PASSWORD (none) say. The"
                    + " database " + BenchDatabase.NAME + " there is made anew and dropped. Default: ${DEFAULT-VALUE}.")
    private String mysql;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "MEASURE",
            description = "Just these: ${COMPLETION-CANDIDATES}.")
    private Set<Suite.Part> only = Set.of(Suite.Part.values());

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "For latest.json and plots. Default: bench/results.")
    private Path results = ProjectFiles.results();

    private Bench() {}

    public static void main(String[] arguments) {
        Logging.unify();
        System.exit(new CommandLine(new Bench())
                .setUsageHelpWidth(120)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Bench::explain)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Progress progress = new Progress(System.out);
        if (!mysql.equals(EMBEDDED)) {
            return run(address(mysql), progress);
        }
        progress.say("starting MySQL (embedded MariaDB)");
        try (EmbeddedMysql embedded =
                EmbeddedMysql.builder().onProgress(progress::say).start()) {
            return run(embedded.address(), progress);
        }
    }

    private int run(MysqlAddress server, Progress progress) throws Exception {
        Plan plan = quick ? Plan.QUICK : Plan.FULL;
        Results figures = new Results();
        try (Rig rig = Rig.start(new BenchDatabase(server, BenchDatabase.NAME))) {
            Machine machine = Machine.with(rig.database().version());
            new Suite(plan, progress, only).run(rig, figures);
            Report report = new Report(machine, quick ? "quick" : "full", figures);
            report.write(results);
            report.print(System.out);
            progress.say("written to %s", results);
        }
        return figures.isInconsistent() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private static MysqlAddress address(String text) {
        if (!text.matches("[^:]+:\\d{1,5}")) {
            throw new BenchException("--mysql is '" + text + "', expected embedded or HOST:PORT");
        }
        String[] parts = text.split(":");
        return new MysqlAddress(
                parts[0],
                Integer.parseInt(parts[1]),
                System.getenv().getOrDefault("MYSQL_USER", "root"),
                System.getenv().getOrDefault("MYSQL_PASSWORD", ""));
    }

    /** One line for what a person can mend, the stack trace only for what they cannot. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(failure instanceof BenchException)) {
            throw failure;
        }
        command.getErr().println("bench: " + failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
