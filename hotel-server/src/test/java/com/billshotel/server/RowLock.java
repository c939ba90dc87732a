package com.billshotel.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;

/** A person at a MySQL prompt who has locked a hotel and gone for coffee. */
final class RowLock implements AutoCloseable {
    private final Sql sql;
    private final Connection connection;

    private RowLock(Sql sql, Connection connection) {
        this.sql = sql;
        this.connection = connection;
    }

    static RowLock onHotel(Sql sql, int hotelId) throws SQLException {
        Connection connection = sql.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT * FROM hotels WHERE id = " + hotelId + " FOR UPDATE");
        }
        return new RowLock(sql, connection);
    }

    /** Does this while the hotel is locked. */
    static <T> T during(Sql sql, int hotelId, Callable<T> work) throws Exception {
        RowLock lock = onHotel(sql, hotelId);
        try {
            return work.call();
        } finally {
            lock.close();
        }
    }

    /** Returns when a transaction waits, for this or another lock of the server. */
    void awaitWaiter() throws Exception {
        Eventually.until("a transaction waits for the lock", () -> !sql.rows(
                        "SELECT 1 FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")
                .isEmpty());
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
