package com.billshotel.drill.check;

import com.billshotel.drill.check.Violation.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts deadlocks in the services' logs. A deadlocked transaction is repeated, so it costs only time; but if all transactions took
 * their locks in the same order, there would be none.
 */
public final class Deadlocks {
    private Deadlocks() {}

    /** Returns the number of deadlocks; adds a finding if there are any. */
    public static long check(List<Path> logs, Findings findings) throws IOException {
        long deadlocks = 0;
        for (Path log : logs) {
            try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                deadlocks += lines.filter(Deadlocks::reportsDeadlock).count();
            }
        }
        if (deadlocks > 0) {
            findings.add(
                    Kind.STUCK, null, "%d deadlocks: transactions take their locks in different orders", deadlocks);
        }
        return deadlocks;
    }

    private static boolean reportsDeadlock(String line) {
        return line.contains("error 1213") || line.contains("Deadlock found");
    }
}
