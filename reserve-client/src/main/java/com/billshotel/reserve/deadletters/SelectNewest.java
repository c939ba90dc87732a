package com.billshotel.reserve.deadletters;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the dead letters that came in last, without their payloads. */
final class SelectNewest {
    private final Filter filter;
    private final int limit;

    SelectNewest(Filter filter, int limit) {
        this.filter = filter;
        this.limit = limit;
    }

    List<DeadLetter> execute(Connection connection) throws SQLException {
        String sql = "SELECT " + SelectDeadLetter.COLUMNS + " FROM dead_letters WHERE " + filter.sql()
                + " ORDER BY stored_at DESC, message_id DESC LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(filter.bind(statement), limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<DeadLetter> letters = new ArrayList<>();
                while (rows.next()) {
                    letters.add(SelectDeadLetter.deadLetter(rows));
                }
                return letters;
            }
        }
    }

    @Override
    public String toString() {
        return "SelectNewest[" + limit + ", " + filter + "]";
    }
}
