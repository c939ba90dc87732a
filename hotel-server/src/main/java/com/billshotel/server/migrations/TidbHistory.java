package com.billshotel.server.migrations;

import java.sql.SQLException;
import java.util.Locale;

/**
 * Flyway's table, on TiDB. Where there are tables already, Flyway would create its own with CREATE TABLE ... AS SELECT, which TiDB does not
 * have.
 */
final class TidbHistory {
    /** As Flyway creates it on MySQL. */
    private static final String CREATE = "CREATE TABLE " + Migrations.HISTORY
            + """
             (
              installed_rank INT NOT NULL,
              version        VARCHAR(50),
              description    VARCHAR(200) NOT NULL,
              type           VARCHAR(20) NOT NULL,
              script         VARCHAR(1000) NOT NULL,
              checksum       INT,
              installed_by   VARCHAR(100) NOT NULL,
              installed_on   TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
              execution_time INT NOT NULL,
              success        BOOL NOT NULL,
              PRIMARY KEY (installed_rank),
              KEY flyway_schema_history_s_idx (success)
            )""";

    private static final String BASELINE = "INSERT INTO " + Migrations.HISTORY
            + " (installed_rank, version, description, type, script, installed_by, execution_time, success)"
            + " VALUES (1, '0', '%1$s', 'BASELINE', '%1$s', CURRENT_USER(), 0, TRUE)";

    private TidbHistory() {}

    /** Does nothing if it exists. If this is interrupted, the table is empty, and the next {@code migrate} drops it. */
    static void create(Rows rows) throws SQLException {
        if (!rows.hasTable(Migrations.HISTORY)) {
            rows.execute(CREATE);
            rows.execute(String.format(Locale.ROOT, BASELINE, Migrations.BASELINE));
        }
    }
}
