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
import java.util.function.Predicate;

/** Stores the dead letters of a batch; one that is already stored stays unchanged. */
final class InsertDeadLetters extends BatchInsert {
    private static final String SQL =
            """
            INSERT INTO dead_letters (message_id, reason, detail, payload, attributes, published_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE message_id = VALUES(message_id)""";

    private static final int MAX_DETAIL_CHARS = 1_024;

    /** @param stored whether this table stores a dead letter */
    InsertDeadLetters(List<Outcome> outcomes, Predicate<Outcome> stored) {
        super(outcomes.stream()
                .filter(Outcome::isDeadLetter)
                .filter(stored)
                .sorted(Comparator.comparing(outcome -> outcome.delivery().messageId()))
                .toList());
    }

    @Override
    void insert(Connection connection) throws SQLException {
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
        insert.setString(3, truncate(outcome.detail()));
        insert.setBytes(4, delivery.payload());
        insert.setString(5, AttributesJson.write(delivery.attributes()));
        insert.setObject(6, LocalDateTime.ofInstant(delivery.publishedAt(), ZoneOffset.UTC));
    }

    /** To the column's length, without splitting a surrogate pair. */
    private static String truncate(String detail) {
        if (detail.length() <= MAX_DETAIL_CHARS) {
            return detail;
        }
        boolean splits = Character.isHighSurrogate(detail.charAt(MAX_DETAIL_CHARS - 1));
        return detail.substring(0, splits ? MAX_DETAIL_CHARS - 1 : MAX_DETAIL_CHARS);
    }
}
