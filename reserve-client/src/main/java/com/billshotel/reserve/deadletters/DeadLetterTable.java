package com.billshotel.reserve.deadletters;

import com.billshotel.reserve.pubsub.ReserveTopic;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.Table;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table that the worker keeps dead letters in. */
final class DeadLetterTable {
    /** What must be there; see {@link MysqlPool#open}. */
    static final Table TABLE = Table.of(
            "dead_letters",
            "message_id",
            "reason",
            "detail",
            "payload",
            "attributes",
            "published_at",
            "stored_at",
            "replayed_at");

    private final MysqlPool mysql;

    DeadLetterTable(MysqlPool mysql) {
        this.mysql = mysql;
    }

    int count(Filter filter) throws SQLException {
        return mysql.withConnection(new CountDeadLetters(filter)::execute);
    }

    /** The newest first. */
    List<DeadLetter> newest(Filter filter, int limit) throws SQLException {
        return mysql.withConnection(new SelectNewest(filter, limit)::execute);
    }

    Optional<DeadLetter> find(String messageId) throws SQLException {
        return mysql.withConnection(new SelectDeadLetter(messageId)::execute);
    }

    /** By the clock that {@code stored_at} is set by. */
    LocalDateTime now() throws SQLException {
        return mysql.withConnection(new SelectNow()::execute);
    }

    /** The next few after this one, in the order of arrival, of those stored up to that time. */
    List<Stored> after(Stored last, Filter filter, LocalDateTime until) throws SQLException {
        return mysql.withConnection(new SelectStored(filter, until, last)::execute);
    }

    /** Those of them that there are, in the order of arrival. */
    List<Stored> these(Collection<String> messageIds) throws SQLException {
        return mysql.withConnection(new SelectStoredOf(messageIds)::execute);
    }

    /** What these messages held, by id. */
    Map<String, ReserveTopic.Message> messages(Collection<String> messageIds) throws SQLException {
        return mysql.withConnection(new SelectMessages(messageIds)::execute);
    }

    void markReplayed(Collection<String> messageIds) throws SQLException {
        mysql.withConnection(new MarkReplayed(messageIds)::execute);
    }
}
