package com.billshotel.reserve.deadletters;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Notes that Pub/Sub has these messages again. */
final class MarkReplayed {
    private final Ids ids;

    MarkReplayed(Collection<String> messageIds) {
        this.ids = new Ids(messageIds);
    }

    int execute(Connection connection) throws SQLException {
        String sql = "UPDATE dead_letters SET replayed_at = UTC_TIMESTAMP(3) WHERE " + ids.sql();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ids.bind(statement);
            return statement.executeUpdate();
        }
    }

    @Override
    public String toString() {
        return "MarkReplayed" + ids;
    }
}
