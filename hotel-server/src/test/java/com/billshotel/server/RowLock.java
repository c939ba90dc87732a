package com.billshotel.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;

/** Locks on hotels' rows, held by another session. */
final class RowLock implements AutoCloseable {
    private final Sql sql;
    private final Connection connection;

    private RowLock(Sql sql, Connection connection) {
        this.sql = sql;
        this.connection = connection;
    }

    static RowLock onHotel(Sql sql, int hotelId) throws SQLException {
        return onHotels(sql, hotelId, hotelId);
    }

    /** Locks all hotels in a range of ids, both included. */
    static RowLock onHotels(Sql sql, int first, int last) throws SQLException {
        Connection connection = sql.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT * FROM hotels WHERE id BETWEEN " + first + " AND " + last + " ORDER BY id FOR UPDATE");
        }
        return new RowLock(sql, connection);
    }

    /** Runs the work while the hotel is locked. */
    static <T> T during(Sql sql, int hotelId, Callable<T> work) throws Exception {
        RowLock lock = onHotel(sql, hotelId);
        try {
            return work.call();
        } finally {
            lock.close();
        }
    }

    /** Returns once a transaction in this database waits for a lock. */
    void awaitWaiter() throws Exception {
        String waiting = sql.isTidb()
                ? "SELECT 1 FROM information_schema.tidb_trx WHERE state = 'LockWaiting' AND db = DATABASE()"
                : "SELECT 1 FROM information_schema.innodb_trx t"
                        + " JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id"
                        + " WHERE t.trx_state = 'LOCK WAIT' AND p.db = DATABASE()";
        Eventually.until(
                "a transaction waits for the lock", () -> !sql.rows(waiting).isEmpty());
    }

    /** Like {@link #close}, without a checked exception. */
    void release() {
        try {
            close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
