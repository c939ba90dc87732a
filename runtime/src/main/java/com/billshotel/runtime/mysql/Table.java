package com.billshotel.runtime.mysql;

import java.util.List;

/**
 * A table that a service cannot work without, and the columns of it that its statements name.
 *
 * @param name as in sql/init.sql
 * @param columns as in sql/init.sql; others may be there
 */
public record Table(String name, List<String> columns) {
    /** A table with these columns. */
    public static Table of(String name, String... columns) {
        return new Table(name, List.of(columns));
    }

    /** Fails where the table or one of its columns is missing or forbidden, and reads no row. */
    String probe() {
        return "SELECT " + String.join(", ", columns) + " FROM " + name + " LIMIT 0";
    }
}
