package com.billshotel.reserve.deadletters;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Looks which of these dead letters there are. */
final class SelectStoredOf {
    private final Ids ids;

    SelectStoredOf(Collection<String> messageIds) {
        this.ids = new Ids(messageIds);
    }

    List<Stored> execute(Connection connection) throws SQLException {
        String sql = "SELECT " + Stored.COLUMNS + " FROM dead_letters WHERE " + ids.sql()
                + " ORDER BY stored_at, message_id";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ids.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return Stored.list(rows);
            }
        }
    }

    @Override
    public String toString() {
        return "SelectStoredOf" + ids;
    }
}
