package com.billshotel.runtime.retention;

import com.billshotel.runtime.mysql.MysqlPool;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Rows that were last changed before it may be purged.
 *
 * @param time UTC, in milliseconds at most
 */
public record Cutoff(LocalDateTime time) {
    /**
     * A session that sets no time zone stores {@code changed_at} in the server's, which may be up to 14 hours behind UTC: earlier
     * versions of the services, and people at a MySQL prompt.
     */
    static final int MARGIN_DAYS = 1;

    /** The cutoff that keeps this many days, and the margin, by MySQL's clock. */
    static Cutoff of(int days, MysqlPool mysql) throws SQLException {
        return mysql.withConnection(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet now = statement.executeQuery("SELECT UTC_TIMESTAMP(3)")) {
                now.next();
                return new Cutoff(now.getObject(1, LocalDateTime.class)
                        .truncatedTo(ChronoUnit.MILLIS)
                        .minusDays(days + MARGIN_DAYS));
            }
        });
    }

    /** As a literal in SQL. */
    public String literal() {
        return "'" + time.toLocalDate() + " " + time.toLocalTime() + "'";
    }
}
