package com.billshotel.local;

import com.billshotel.local.parts.ServiceProcess;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bin/quickstart}: starts the system, books a room, and prints commands to try next. */
@Command(
        name = "quickstart",
        description = "Starts MySQL, Pub/Sub and both services on this machine, books a room, and runs until Ctrl-C.",
        footer = {
            "",
            "If MYSQL_HOST is set (with MYSQL_PORT, MYSQL_USER and MYSQL_PASSWORD), that server is used instead of the",
            "embedded one. Its database hotel_db must either not exist or contain no hotels."
        })
final class QuickstartCommand implements Callable<Integer> {
    @Option(names = "--once", description = "Stop after booking the room. Exit code 0: it was booked; 1: it was not.")
    private boolean once;

    @Mixin
    private PortOptions ports;

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        out.println("\nStarting Bills Hotel on this machine\n");
        LocalSystem system = LocalSystem.start(ports, new Steps(out));
        // Also runs on a normal exit, after --once.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(system), "stop"));
        new Scenario(system, out).play();
        if (!once) {
            out.println(NextSteps.of(system, ports));
            system.services().forEach(service -> service.onLine(line -> out.println(logLine(service, line))));
            new CountDownLatch(1).await();
        }
        return 0;
    }

    static String logLine(ServiceProcess service, String line) {
        return String.format("%-14s | %s", service.name(), line);
    }

    private static void stop(LocalSystem system) {
        System.out.println("\nStopping everything");
        system.close();
    }
}
