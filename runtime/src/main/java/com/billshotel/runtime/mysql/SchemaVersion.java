package com.billshotel.runtime.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;

/**
 * The version of the tables, as {@code sql/init.sql} and the migrations record it.
 *
 * @param version the newest that the tables have; 0: none is recorded, as before version 3
 * @param compatibleFrom services that need this version or a later one can use the tables
 */
public record SchemaVersion(int version, int compatibleFrom) {
    /** What the services need: the newest migration in {@code sql/migrations}. */
    public static final int NEEDED = 5;

    private static final SchemaVersion UNKNOWN = new SchemaVersion(0, 0);
    private static final int NO_SUCH_TABLE = 1146;

    private static final String SQL =
            "SELECT COALESCE(MAX(version), 0), COALESCE(MAX(compatible_from), 0) FROM schema_versions";

    /** The version of the statement's database. */
    public static SchemaVersion of(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(SQL)) {
            row.next();
            return new SchemaVersion(row.getInt(1), row.getInt(2));
        } catch (SQLException failure) {
            if (failure.getErrorCode() == NO_SUCH_TABLE) {
                return UNKNOWN;
            }
            throw failure;
        }
    }

    /** Why services that need {@link #NEEDED} cannot use the tables, and what to do; empty if they can. */
    Optional<String> problem() {
        if (version < NEEDED) {
            String found = version == 0 ? "no tables, or those of an earlier version" : "tables of version " + version;
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%s, and this needs version %d: migrate it (java -jar hotel-server.jar migrate; on Kubernetes the Job"
                            + " hotel-schema-%2$d)",
                    found,
                    NEEDED));
        } else if (compatibleFrom > NEEDED) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "tables of version %d, which only services for version %d or later can use, and this is for"
                            + " version %d: deploy newer ones",
                    version,
                    compatibleFrom,
                    NEEDED));
        }
        return Optional.empty();
    }
}
