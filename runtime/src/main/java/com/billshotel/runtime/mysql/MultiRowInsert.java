package com.billshotel.runtime.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A multi-row INSERT rendered as text, for the statements on the path of every booking. The driver would render the
 * same text from a prepared statement's batch, but binding the values took most of the Java CPU time under load.
 *
 * <p>Accepts only numbers, booleans and enum constants, which need no escaping. Text from outside belongs in a
 * {@link java.sql.PreparedStatement}.
 */
public final class MultiRowInsert {
    private static final int INITIAL_CAPACITY = 64 * 1024;

    private final String sql;
    private final StringBuilder rows = new StringBuilder(INITIAL_CAPACITY);

    /** @param sql the statement, with {@code %s} for the rows: {@code INSERT INTO hotels (id, price) VALUES %s} */
    public MultiRowInsert(String sql) {
        this.sql = sql;
    }

    /** Starts a row; its values follow in column order. */
    public MultiRowInsert row() {
        rows.append(rows.isEmpty() ? "(" : "),(");
        return this;
    }

    /** Adds a number. */
    public MultiRowInsert add(long value) {
        next().append(value);
        return this;
    }

    /** Adds a number; null becomes NULL. */
    public MultiRowInsert add(Long value) {
        if (value != null) {
            return add(value.longValue());
        }
        next().append("NULL");
        return this;
    }

    /** Adds TRUE or FALSE. */
    public MultiRowInsert add(boolean value) {
        next().append(value);
        return this;
    }

    /** Adds the constant's name as a string. */
    public MultiRowInsert add(Enum<?> value) {
        next().append('\'').append(value.name()).append('\'');
        return this;
    }

    /** Inserts the rows; a no-op if there are none. */
    public void execute(Connection connection) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(toString());
        }
    }

    /** The complete statement. */
    @Override
    public String toString() {
        return sql.formatted(rows + ")");
    }

    private StringBuilder next() {
        boolean isFirst = rows.charAt(rows.length() - 1) == '(';
        return isFirst ? rows : rows.append(',');
    }
}
