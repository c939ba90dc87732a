package com.billshotel.runtime.mysql;

import java.util.List;
import java.util.Optional;

/**
 * A table that a service needs, with the columns that its statements use.
 *
 * @param name as in sql/init.sql
 * @param columns as in sql/init.sql, the primary key first; the table may have more
 * @param longs those that must be BIGINT
 * @param referenced the table that a foreign key must reference, so that no row is without one there
 */
public record Table(String name, List<String> columns, List<String> longs, Optional<String> referenced) {
    public static Table of(String name, String... columns) {
        return new Table(name, List.of(columns), List.of(), Optional.empty());
    }

    /** This table, with columns that must be BIGINT: a narrower one would refuse some of the values that the service stores. */
    public Table withLongs(String... names) {
        return new Table(name, columns, List.of(names), referenced);
    }

    /** This table, with a foreign key. */
    public Table withReferenceTo(String table) {
        return new Table(name, columns, longs, Optional.of(table));
    }

    /** A SELECT that fails if the table or a column is missing or access is denied; reads no rows. */
    String probe() {
        return "SELECT " + String.join(", ", columns) + " FROM " + name + " LIMIT 0";
    }
}
