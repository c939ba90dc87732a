package com.billshotel.reserve.deadletters;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Optional;

/** Reads one dead letter, without its payload. */
final class SelectDeadLetter {
    static final String COLUMNS = "message_id, reason, detail, published_at, stored_at, replayed_at";

    private final String messageId;

    SelectDeadLetter(String messageId) {
        this.messageId = messageId;
    }

    Optional<DeadLetter> execute(Connection connection) throws SQLException {
        String sql = "SELECT " + COLUMNS + " FROM dead_letters WHERE message_id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, messageId);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(deadLetter(rows)) : Optional.empty();
            }
        }
    }

    static DeadLetter deadLetter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getObject(4, LocalDateTime.class),
                row.getObject(5, LocalDateTime.class),
                row.getObject(6, LocalDateTime.class));
    }

    @Override
    public String toString() {
        return "SelectDeadLetter[" + messageId + "]";
    }
}
