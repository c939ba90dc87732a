package com.billshotel.reserve.deadletters;

import com.billshotel.reserve.pubsub.ReserveTopic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what dead letters hold: payload and attributes. */
final class SelectMessages {
    private final Ids ids;

    SelectMessages(Collection<String> messageIds) {
        this.ids = new Ids(messageIds);
    }

    Map<String, ReserveTopic.Message> execute(Connection connection) throws SQLException {
        String sql = "SELECT message_id, payload, attributes FROM dead_letters WHERE " + ids.sql()
                + " ORDER BY stored_at, message_id";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ids.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                Map<String, ReserveTopic.Message> messages = new LinkedHashMap<>();
                while (rows.next()) {
                    messages.put(
                            rows.getString(1),
                            new ReserveTopic.Message(rows.getBytes(2), AttributesReader.read(rows.getString(3))));
                }
                return messages;
            }
        }
    }

    @Override
    public String toString() {
        return "SelectMessages" + ids;
    }
}
