package com.billshotel.reserve.deadletters;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Some message ids, as a condition. */
final class Ids {
    private final List<String> messageIds;

    /** @param messageIds at least one */
    Ids(Collection<String> messageIds) {
        this.messageIds = List.copyOf(messageIds);
    }

    String sql() {
        return "message_id IN (" + String.join(", ", Collections.nCopies(messageIds.size(), "?")) + ")";
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < messageIds.size(); i++) {
            statement.setString(i + 1, messageIds.get(i));
        }
    }

    @Override
    public String toString() {
        return messageIds.toString();
    }
}
