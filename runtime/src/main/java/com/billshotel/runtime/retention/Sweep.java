package com.billshotel.runtime.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Rows of one table that are deleted or changed, a few at a time. All texts become part of SQL statements, so none may come from
 * outside.
 *
 * @param table name of the table
 * @param key its primary key, a single column
 * @param condition which rows, as SQL; those that {@code filter} refuses are left out
 * @param statement what to do with them: a statement up to its WHERE
 * @param outcome what has become of a row then, for people
 * @param tested what {@code filter} gets as the second column of its row, as SQL
 * @param filter a condition that only Java can check
 * @param slice how many rows are read at a time
 * @param count a statement that counts rows for good, as a format of a factor, 1 or -1, and a WHERE
 */
public record Sweep(
        String table,
        String key,
        String condition,
        String statement,
        String outcome,
        String tested,
        Filter filter,
        int slice,
        Optional<String> count) {
    /** Ids and flags; the rows of a slice have some 50 kB. */
    private static final int NARROW_ROWS = 5_000;

    /** Payloads of up to 10 MB, which are read one after the other. */
    private static final int WIDE_ROWS = 100;

    /** Whether a row, of its key and what is tested, is among those to change. */
    @FunctionalInterface
    public interface Filter {
        boolean test(ResultSet row) throws SQLException;
    }

    /** Deletes rows. Those that another table refers to stay: with IGNORE, a foreign key is a warning. */
    public static Sweep delete(String table, String key, String condition) {
        // FORCE INDEX, which only a DELETE of several tables can have, because scanning a small table waits for all of
        // its locks.
        return of(
                table,
                key,
                condition,
                "DELETE IGNORE doomed FROM " + table + " AS doomed FORCE INDEX (PRIMARY)",
                "deleted");
    }

    /** Sets the user to NULL for good. That makes no repetition of its message more likely, so the row is as old as before. */
    public static Sweep forget(String table, String key, String userColumn, long user) {
        return of(
                table,
                key,
                userColumn + " = " + user,
                "UPDATE " + table + " FORCE INDEX (PRIMARY) SET " + userColumn
                        + " = NULL, forgotten = TRUE, changed_at = changed_at",
                "user erased");
    }

    /** These rows, if the filter accepts this column of theirs, which never changes and may be large. */
    public Sweep onlyIf(String column, Filter accepts) {
        return new Sweep(table, key, condition, statement, outcome, column, accepts, WIDE_ROWS, count);
    }

    /** These rows, of which those that are deleted are counted in the same transaction. */
    public Sweep counted(String count) {
        return new Sweep(table, key, condition, statement, outcome, tested, filter, slice, Optional.of(count));
    }

    private static Sweep of(String table, String key, String condition, String statement, String outcome) {
        return new Sweep(
                table,
                key,
                condition,
                statement,
                outcome,
                condition,
                row -> row.getBoolean(2),
                NARROW_ROWS,
                Optional.empty());
    }
}
