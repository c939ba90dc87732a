package com.billshotel.drill.check;

import com.billshotel.drill.check.Violation.Kind;
import com.billshotel.drill.traffic.Journal;
import com.billshotel.drill.traffic.OldBookings;
import com.billshotel.drill.traffic.Traffic;
import com.billshotel.local.parts.ProjectFiles;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/**
 * Compares everything that was published with the final contents of the database: each message's outcome, each hotel's decisions
 * in their order, and each count; also runs {@code sql/audit.sql}.
 */
public final class Checker {
    private static final int HISTORIES = 5;

    private final Traffic traffic;
    private final Journal journal;
    private final OldBookings oldBookings;

    /** A checker of tables that were empty before the first message. */
    public Checker(Traffic traffic, Journal journal) {
        this(traffic, journal, OldBookings.NONE);
    }

    public Checker(Traffic traffic, Journal journal, OldBookings oldBookings) {
        this.traffic = traffic;
        this.journal = journal;
        this.oldBookings = oldBookings;
    }

    /** Adds each violation to the findings. */
    public void check(Connection connection, Findings findings) throws SQLException {
        new MessageCheck(traffic, journal, Tables.read(connection), findings).run();
        new ReplayCheck(connection, traffic.hotels(), findings).run();
        OldBookingsCheck.run(connection, oldBookings, findings);
        audit(connection, findings);
    }

    /** The histories of the first reservations with a violation, event by event. */
    public List<String> histories(Connection connection, Findings findings) throws SQLException {
        History history = new History(traffic, journal, connection);
        List<Long> wrong = findings.violations().stream()
                .map(Violation::reservation)
                .filter(Objects::nonNull)
                .distinct()
                .limit(HISTORIES)
                .toList();
        return history.of(wrong);
    }

    private static void audit(Connection connection, Findings findings) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        ProjectFiles.sql("audit.sql").strip().replaceAll(";$", ""))) {
            while (rows.next()) {
                findings.add(
                        Kind.LOST,
                        rows.getObject(2, Long.class),
                        "sql/audit.sql: %s, hotel %d",
                        rows.getString(1),
                        rows.getInt(3));
            }
        }
    }
}
