package com.billshotel.reserve.deadletters;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;

/** Walks through the table in the order of arrival, a page at a time. */
final class SelectStored {
    private static final int PAGE = 1_000;

    private final Filter filter;
    private final LocalDateTime until;
    private final Stored last;

    SelectStored(Filter filter, LocalDateTime until, Stored last) {
        this.filter = filter;
        this.until = until;
        this.last = last;
    }

    List<Stored> execute(Connection connection) throws SQLException {
        String sql = "SELECT " + Stored.COLUMNS + " FROM dead_letters WHERE " + filter.sql()
                + " AND stored_at <= ? AND (stored_at, message_id) > (?, ?) ORDER BY stored_at, message_id LIMIT "
                + PAGE;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = filter.bind(statement);
            statement.setObject(index, until);
            statement.setObject(index + 1, last.storedAt());
            statement.setString(index + 2, last.messageId());
            try (ResultSet rows = statement.executeQuery()) {
                return Stored.list(rows);
            }
        }
    }

    @Override
    public String toString() {
        return "SelectStored[" + filter + ", after " + last + ", until " + until + "]";
    }
}
