package com.billshotel.local;

import com.billshotel.local.parts.ServiceProcess;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code bin/quickstart}: starts the system, books a room, and prints commands to try next. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = PubSubCommand.class,
        synopsisSubcommandLabel = "",
        description = "Starts MySQL, Pub/Sub and both services on this machine, books a room, and runs until Ctrl-C.",
        footer = {
            "",
            "If MYSQL_HOST is set (with MYSQL_PORT, MYSQL_USER and MYSQL_PASSWORD), that server is used instead of the",
            "embedded one. Its database hotel_db must either not exist or contain no hotels.",
            "If MYSQL_SERVER is set to mariadbd, mysqld, or the path of one of them, that program is used, with temporary data."
        })
final class QuickstartCommand implements Callable<Integer> {
    @Option(names = "--once", description = "Stop after booking the room. Exit code 0: it was booked; 1: it was not.")
    private boolean once;

    @Mixin
    private PortOptions ports;

    private final Steps steps = new Steps(System.out);
    private volatile boolean stopping;

    @Override
    public Integer call() throws Exception {
        LocalSystem system = new LocalSystem(ports, steps);
        // Runs after a signal, also during the start, and on a normal exit.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(system), "stop"));
        try {
            run(system);
        } catch (Exception failure) {
            if (!stopping) {
                throw failure;
            }
            // Otherwise it failed because it was stopped, and the exit code is that of the signal.
        }
        return CommandLine.ExitCode.OK;
    }

    private void run(LocalSystem system) throws Exception {
        PrintStream out = System.out;
        out.println("\nStarting Bills Hotel on this machine\n");
        system.start();
        new Scenario(system, out).play();
        if (!once) {
            out.println(NextSteps.of(system, ports));
            system.services().forEach(service -> service.onLine(line -> out.println(logLine(service, line))));
            new CountDownLatch(1).await();
        }
    }

    static String logLine(ServiceProcess service, String line) {
        return String.format("%-14s | %s", service.name(), line);
    }

    private void stop(LocalSystem system) {
        stopping = true;
        if (!system.isOpen()) {
            return;
        }
        System.out.println();
        String archives = LocalSystem.makesClassArchives() ? "; the first time also makes the next start faster" : "";
        try {
            steps.run("Stopping everything" + archives, () -> {
                system.close();
                return null;
            });
        } catch (Exception bug) {
            throw new IllegalStateException(bug); // closing throws none
        }
    }
}
