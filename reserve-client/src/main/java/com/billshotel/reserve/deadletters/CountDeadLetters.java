package com.billshotel.reserve.deadletters;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Counts dead letters. */
final class CountDeadLetters {
    private final Filter filter;

    CountDeadLetters(Filter filter) {
        this.filter = filter;
    }

    int execute(Connection connection) throws SQLException {
        String sql = "SELECT COUNT(*) FROM dead_letters WHERE " + filter.sql();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            filter.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Override
    public String toString() {
        return "CountDeadLetters[" + filter + "]";
    }
}
