package com.billshotel.local;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bin/quickstart}: the whole system, one reservation through it, and an invitation to try more. */
@Command(
        name = "quickstart",
        description =
                "Starts MySQL, Pub/Sub and both services on this machine, books a room, and stays up until Ctrl-C.",
        footer = {
            "",
            "With MYSQL_HOST (and MYSQL_PORT, MYSQL_USER, MYSQL_PASSWORD) set, that MySQL is used instead of the",
            "embedded one; its database hotel_db must be missing or empty."
        })
final class QuickstartCommand implements Callable<Integer> {
    @Option(names = "--once", description = "Stop after the scenario: 0 if it went as it should, else 1.")
    private boolean once;

    @Mixin
    private PortOptions ports;

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        out.println("\nBills Hotel on this machine\n");
        LocalSystem system = LocalSystem.start(ports, new Steps(out));
        // Whatever ends this process, also the end of the scenario: everything is stopped in order.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(system), "stop"));
        new Scenario(system, out).play();
        if (!once) {
            out.println(Invitation.to(system, ports));
            system.services()
                    .forEach(service -> service.onLine(line -> out.printf("%-14s | %s%n", service.name(), line)));
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static void stop(LocalSystem system) {
        System.out.println("\nStopping everything in order.");
        system.close();
    }
}
