package com.billshotel.bench;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.local.parts.LabCommand;
import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.Machine;
import com.billshotel.local.parts.ProjectFiles;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/bench}: measures the system's performance on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the system's performance on this machine and prints a table of figures, with the goals that this project",
            "has set itself. Exits with 1 if a measurement fails; the others go on."
        })
public final class Bench implements Callable<Integer> {
    private static final String EMBEDDED = "embedded";

    @Option(
            names = "--quick",
            description =
                    "Shortens each measurement and leaves out large tables: under 90 s in total, on an idle machine.")
    private boolean quick;

    @Option(
            names = "--mysql",
            defaultValue = EMBEDDED,
            paramLabel = "embedded|HOST:PORT",
            description = "The MySQL server to use, with the user MYSQL_USER (default: root) and the password"
                    + " MYSQL_PASSWORD (default: none). Its database " + BenchDatabase.NAME
                    + " is dropped, created, and dropped again at the end. Default: ${DEFAULT-VALUE}.")
    private String mysql;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "MEASUREMENT",
            description = "Run only these: ${COMPLETION-CANDIDATES}.")
    private Set<Suite.Part> only = Set.of(Suite.Part.values());

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where to write latest.json and the plots. Default: lab/bench/target/results.")
    private Path results = ProjectFiles.ROOT.resolve("lab/bench/target/results");

    @Option(
            names = "--publish",
            description =
                    "For maintainers: also replace the results that the documentation shows, in lab/bench/results,"
                            + " if nothing failed. Not with --quick or --only.")
    private boolean publish;

    @Option(
            names = "--redraw",
            description = "For maintainers: measure nothing; draw the published plots again from their latest.json.")
    private boolean redraw;

    Bench() {}

    public static void main(String[] arguments) {
        LabCommand.main(new Bench(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (redraw) {
            Published.redraw(results);
            return CommandLine.ExitCode.OK;
        }
        if (publish && (quick || only.size() < Suite.Part.values().length)) {
            throw new LabException("--publish needs a full run: leave out --quick and --only");
        }
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

    /** Where results are written. */
    Path results() {
        return results;
    }

    private int run(MysqlAddress server, Progress progress) throws Exception {
        Plan plan = quick ? Plan.QUICK : Plan.FULL;
        Results figures = new Results();
        try (Fixture fixture = Fixture.start(new BenchDatabase(server, BenchDatabase.NAME))) {
            Machine machine = Machine.with(fixture.database().version());
            new Suite(plan, progress, only).run(fixture, figures);
            Report report = new Report(machine, quick ? "quick" : "full", figures, results);
            report.write();
            report.print(System.out);
        }
        if (figures.hasFailures()) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (publish) {
            Published.replaceWith(results);
        }
        return CommandLine.ExitCode.OK;
    }

    private static MysqlAddress address(String text) {
        if (!text.matches("[^:]+:\\d{1,5}")) {
            throw new LabException("--mysql is '" + text + "', expected embedded or HOST:PORT");
        }
        String[] parts = text.split(":");
        return new MysqlAddress(
                parts[0],
                Integer.parseInt(parts[1]),
                System.getenv().getOrDefault("MYSQL_USER", "root"),
                System.getenv().getOrDefault("MYSQL_PASSWORD", ""));
    }
}
