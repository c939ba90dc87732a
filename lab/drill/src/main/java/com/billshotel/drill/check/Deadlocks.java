package com.billshotel.drill.check;

import com.billshotel.drill.check.Violation.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Transactions that MySQL broke off because they waited for each other in a circle, by what the services wrote in their logs.
 * Each was repeated, so nothing is lost by it but time; but where all take their locks in one order there is none.
 */
public final class Deadlocks {
    private Deadlocks() {}

    /** How many there were; adds a finding if there were any. */
    public static long check(List<Path> logs, Findings findings) throws IOException {
        long deadlocks = 0;
        for (Path log : logs) {
            try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                deadlocks += lines.filter(Deadlocks::tellsOfOne).count();
            }
        }
        if (deadlocks > 0) {
            findings.add(Kind.STUCK, null, "%d deadlocks: somebody takes locks in another order", deadlocks);
        }
        return deadlocks;
    }

    private static boolean tellsOfOne(String line) {
        return line.contains("error 1213") || line.contains("Deadlock found");
    }
}
