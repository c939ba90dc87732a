package com.billshotel.reserve.deadletters;

import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.pubsub.ReserveTopic;
import com.billshotel.reserve.storage.AttributesJson;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The table {@code dead_letters}. All times are UTC. */
final class DeadLetterTable {
    private static final String COLUMNS =
            "message_id reason detail payload attributes published_at stored_at replayed_at";

    /** What must exist; see {@link MysqlPool#open}. */
    static final Table TABLE = Table.of("dead_letters", COLUMNS.split(" "));

    private static final String COUNT = "SELECT COUNT(*) FROM dead_letters WHERE %s";
    private static final String NOW = "SELECT UTC_TIMESTAMP(3)";
    private static final String NEWEST =
            """
            SELECT message_id, reason, detail, '' AS payload, '{}' AS attributes, published_at, stored_at, replayed_at
            FROM dead_letters WHERE %s ORDER BY stored_at DESC, message_id DESC LIMIT ?""";

    /**
     * The oldest letters with at most 4 MiB of payload, unless the first alone has more. MySQL reads every payload within the LIMIT
     * to measure it.
     */
    private static final String NEXT_BATCH =
            """
            SELECT message_id, reason, detail, payload, attributes, published_at, letter.stored_at, replayed_at
            FROM (SELECT message_id, bytes, SUM(bytes) OVER (ORDER BY stored_at, message_id) AS total
              FROM (SELECT message_id, stored_at, LENGTH(payload) AS bytes FROM dead_letters WHERE %s
                ORDER BY stored_at, message_id LIMIT ?) AS oldest) AS summed
            JOIN dead_letters AS letter USING (message_id)
            WHERE total <= 4194304 OR total = bytes
            ORDER BY stored_at, message_id""";

    private static final String MARK_REPLAYED = "UPDATE dead_letters SET replayed_at = UTC_TIMESTAMP(3) WHERE %s";

    private final MysqlPool mysql;

    /** A condition on dead letters, with its parameters. */
    record Filter(String sql, Object... parameters) {
        /** @param reason null for any */
        static Filter of(Verdict reason, boolean includeReplayed) {
            Filter filter = new Filter(includeReplayed ? "TRUE" : "replayed_at IS NULL");
            return reason == null ? filter : filter.and("reason = ?", reason.reason());
        }

        static Filter of(Collection<String> messageIds) {
            String marks = String.join(", ", Collections.nCopies(messageIds.size(), "?"));
            return new Filter("message_id IN (" + marks + ")", messageIds.toArray());
        }

        Filter and(String condition, Object... more) {
            return new Filter(sql + " AND " + condition, concat(parameters, more));
        }
    }

    /** @param replayedAt null if it was not replayed */
    record DeadLetter(
            String messageId,
            String reason,
            String detail,
            ReserveTopic.Message message,
            LocalDateTime publishedAt,
            LocalDateTime storedAt,
            LocalDateTime replayedAt) {}

    DeadLetterTable(MysqlPool mysql) {
        this.mysql = mysql;
    }

    int count(Filter filter) throws SQLException {
        return query(COUNT, filter, row -> row.getInt(1)).get(0);
    }

    /** The database's clock, which also sets {@code stored_at}. */
    LocalDateTime now() throws SQLException {
        return query(NOW, new Filter(""), row -> row.getObject(1, LocalDateTime.class))
                .get(0);
    }

    /** The most recently stored letters, newest first, with their messages left empty. */
    List<DeadLetter> newest(Filter filter, int limit) throws SQLException {
        return query(NEWEST, filter, DeadLetterTable::deadLetter, limit);
    }

    /** The first letters in order of arrival, at most {@code limit}, as many as may be published together. */
    List<DeadLetter> nextBatch(Filter filter, int limit) throws SQLException {
        return query(NEXT_BATCH, filter, DeadLetterTable::deadLetter, limit);
    }

    void markReplayed(Collection<String> messageIds) throws SQLException {
        mysql.withConnection(connection -> {
            try (PreparedStatement update = prepare(connection, MARK_REPLAYED, Filter.of(messageIds))) {
                return update.executeUpdate();
            }
        });
    }

    private interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Filter filter, RowMapper<T> mapper, Object... more) throws SQLException {
        return mysql.withConnection(connection -> {
            try (PreparedStatement select = prepare(connection, sql, filter, more);
                    ResultSet rows = select.executeQuery()) {
                List<T> results = new ArrayList<>();
                while (rows.next()) {
                    results.add(mapper.map(rows));
                }
                return results;
            }
        });
    }

    private static PreparedStatement prepare(Connection connection, String sql, Filter filter, Object... more)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.formatted(filter.sql));
        int index = 1;
        for (Object parameter : concat(filter.parameters, more)) {
            statement.setObject(index++, parameter);
        }
        return statement;
    }

    private static Object[] concat(Object[] first, Object[] second) {
        return Stream.concat(Stream.of(first), Stream.of(second)).toArray();
    }

    private static DeadLetter deadLetter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getString("message_id"),
                row.getString("reason"),
                row.getString("detail"),
                new ReserveTopic.Message(row.getBytes("payload"), AttributesJson.read(row.getString("attributes"))),
                row.getObject("published_at", LocalDateTime.class),
                row.getObject("stored_at", LocalDateTime.class),
                row.getObject("replayed_at", LocalDateTime.class));
    }
}
