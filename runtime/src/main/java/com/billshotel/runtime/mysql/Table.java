package com.billshotel.runtime.mysql;

import java.util.List;

/**
 * A table that a service needs, with the columns that its statements use.
 *
 * @param name as in sql/init.sql
 * @param columns as in sql/init.sql; the table may have more
 */
public record Table(String name, List<String> columns) {
    public static Table of(String name, String... columns) {
        return new Table(name, List.of(columns));
    }

    /** A SELECT that fails if the table or a column is missing or access is denied; reads no rows. */
    String probe() {
        return "SELECT " + String.join(", ", columns) + " FROM " + name + " LIMIT 0";
    }
}
