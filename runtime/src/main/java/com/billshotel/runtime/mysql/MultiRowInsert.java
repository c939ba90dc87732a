package com.billshotel.runtime.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One INSERT of many rows, written out as text: for the statements that every booking goes through. The driver would make the
 * same text of a prepared statement's batch, but binding the values for it was most of Java's time under load.
 *
 * <p>Takes numbers and names of constants only, in which there is nothing to quote. Text from outside belongs into a
 * {@link java.sql.PreparedStatement}.
 */
public final class MultiRowInsert {
    private static final int USUAL_LENGTH = 64 * 1024;

    private final String sql;
    private final StringBuilder rows = new StringBuilder(USUAL_LENGTH);

    /** @param sql the statement, with {@code %s} for its rows: {@code INSERT INTO hotels (id, price) VALUES %s} */
    public MultiRowInsert(String sql) {
        this.sql = sql;
    }

    /** Begins a row; its values follow in the order of the columns. */
    public MultiRowInsert row() {
        rows.append(rows.isEmpty() ? "(" : "),(");
        return this;
    }

    /** Adds a number. */
    public MultiRowInsert add(long value) {
        next().append(value);
        return this;
    }

    /** Adds a number, or NULL for null. */
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

    /** Adds the constant's name. */
    public MultiRowInsert add(Enum<?> value) {
        next().append('\'').append(value.name()).append('\'');
        return this;
    }

    /** Inserts the rows; does nothing if there are none. */
    public void execute(Connection connection) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(toString());
        }
    }

    /** The statement. */
    @Override
    public String toString() {
        return sql.formatted(rows + ")");
    }

    private StringBuilder next() {
        boolean isFirst = rows.charAt(rows.length() - 1) == '(';
        return isFirst ? rows : rows.append(',');
    }
}
