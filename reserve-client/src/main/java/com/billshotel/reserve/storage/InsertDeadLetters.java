package com.billshotel.reserve.storage;

import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/** Keeps the dead letters of a batch whole; one that is already there stays as it is. */
final class InsertDeadLetters extends BatchInsert {
    private static final String SQL =
            """
            INSERT INTO dead_letters (message_id, reason, detail, payload, attributes, published_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE message_id = VALUES(message_id)""";

    private static final int MAX_DETAIL = 1_024;

    InsertDeadLetters(List<Outcome> outcomes) {
        super(outcomes.stream()
                .filter(Outcome::isDeadLetter)
                .sorted(Comparator.comparing(outcome -> outcome.delivery().messageId()))
                .toList());
    }

    @Override
    void insert(List<Outcome> rows, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SQL)) {
            for (Outcome row : rows) {
                bind(insert, row);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, Outcome outcome) throws SQLException {
        Delivery delivery = outcome.delivery();
        insert.setString(1, delivery.messageId());
        insert.setString(2, outcome.verdict().reason());
        insert.setString(3, cut(outcome.detail()));
        insert.setBytes(4, delivery.payload());
        insert.setString(5, AttributesJson.of(delivery.attributes()));
        insert.setObject(6, LocalDateTime.ofInstant(delivery.publishedAt(), ZoneOffset.UTC));
    }

    /** To what the column takes, never between the halves of a surrogate pair. */
    private static String cut(String detail) {
        if (detail.length() <= MAX_DETAIL) {
            return detail;
        }
        boolean splits = Character.isHighSurrogate(detail.charAt(MAX_DETAIL - 1));
        return detail.substring(0, splits ? MAX_DETAIL - 1 : MAX_DETAIL);
    }
}
