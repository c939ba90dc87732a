package com.billshotel.drill;

import com.billshotel.drill.system.Release;
import com.billshotel.drill.system.Role;
import com.billshotel.embedded.process.Watchdog;
import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.ServiceLaunch;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/** Runs {@code migrate} of the current hotel-server until it succeeds: the drill kills it, or MySQL. */
final class Migration {
    private static final int MAX_RUNS = 20;
    private static final int PAUSE_MILLIS = 500;
    private static final int NEVER = Integer.MAX_VALUE;

    private final ServiceLaunch launch;
    private int lineOfKill;

    private Migration(ServiceLaunch launch, int lineOfKill) {
        this.launch = launch;
        this.lineOfKill = lineOfKill;
    }

    /**
     * A migration that is not killed.
     *
     * @param mysql the settings of MySQL
     */
    static Migration of(Map<String, String> mysql, Path logs) {
        return new Migration(
                ServiceLaunch.of("migrate", Release.current().jar(Role.SERVER), mysql, logs.resolve("migrate.log")),
                NEVER);
    }

    /** The same, but the first run that prints this many lines is killed with -9 then. */
    Migration killedAt(int line) {
        return new Migration(launch, line);
    }

    /** @throws LabException if it still fails after many runs; the message names the log */
    void run() throws IOException, InterruptedException {
        Files.deleteIfExists(launch.log());
        for (int runs = 1; !succeeds(); runs++) {
            if (runs == MAX_RUNS) {
                throw new LabException("migrate failed " + MAX_RUNS + " times; see " + launch.log());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean succeeds() throws IOException, InterruptedException {
        Process process = launch.process("migrate").start();
        Watchdog.watch(process, Optional.empty());
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter log =
                        Files.newBufferedWriter(launch.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            int count = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.write(line + "\n");
                if (++count == lineOfKill) {
                    process.toHandle().destroyForcibly(); // keeps its output, of which the rest is still to be read
                    log.write("killed\n");
                    lineOfKill = NEVER;
                }
            }
        }
        return process.waitFor() == 0;
    }
}
