package com.billshotel.runtime.retention;

import com.billshotel.runtime.mysql.FreeRows;
import com.billshotel.runtime.mysql.MysqlFault;
import com.billshotel.runtime.mysql.MysqlPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs a sweep while the services go on. Walks the table by its primary key, with reads that lock nothing, and changes the rows found
 * in short transactions, each of which checks the condition again. A row that somebody else has locked is left for later, so no
 * transaction holds locks while it waits for others. If it is interrupted at any time, the next run does the rest.
 */
final class Sweeper {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** How often rows that were locked are tried again: for 10 s, longer than any transaction of the services. */
    private static final int ROUNDS = 100;

    /** How often a statement or transaction is tried while MySQL does not answer, for seconds each time. */
    private static final int ATTEMPTS = 10;

    private final MysqlPool mysql;
    private final Sweep sweep;
    private final Tally tally;
    private final BatchSize batchSize = new BatchSize();
    private List<Object> skipped = new ArrayList<>();

    /** @param tally is kept up to date */
    Sweeper(MysqlPool mysql, Sweep sweep, Tally tally) {
        this.mysql = mysql;
        this.sweep = sweep;
        this.tally = tally;
    }

    /** Counts the rows, and changes nothing. */
    void count() throws SQLException, InterruptedException {
        walk(keys -> {});
    }

    /** Rows that stay locked are only counted. */
    void run() throws SQLException, InterruptedException {
        walk(this::change);
        tally.setLocked(skipped.size());
        for (int round = 0; round < ROUNDS && !skipped.isEmpty(); round++) {
            pause();
            List<Object> again = skipped;
            skipped = new ArrayList<>();
            change(again);
            tally.setLocked(skipped.size());
        }
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T make() throws SQLException;
    }

    @FunctionalInterface
    private interface Step {
        void take(List<Object> keys) throws SQLException, InterruptedException;
    }

    /** @param last the last key; null if there is none */
    private record Slice(int rows, List<Object> found, Object last) {}

    /** @param locked the rows that the transaction could lock; a row that no longer matches is in none of the three */
    private record Changed(int done, int locked, List<Object> skipped) {}

    /** Up to the row that is the last one now: while bookings go on, a walk may be slower than the table grows. */
    private void walk(Step step) throws SQLException, InterruptedException {
        Object end = readLast();
        Object after = null;
        Slice slice;
        do {
            slice = read(after, end);
            after = slice.last;
            tally.addRead(slice.rows);
            tally.addFound(slice.found.size());
            step.take(slice.found);
        } while (slice.rows == sweep.slice());
    }

    /** The last key; null if there is none. */
    private Object readLast() throws SQLException, InterruptedException {
        String sql = "SELECT MAX(" + sweep.key() + ")" + source();
        return repeated(() -> mysql.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                return row.next() ? row.getObject(1) : null;
            }
        }));
    }

    private Slice read(Object after, Object end) throws SQLException, InterruptedException {
        String sql = "SELECT " + sweep.key() + ", " + sweep.tested() + source() + " WHERE " + sweep.key() + " <= ?"
                + (after == null ? "" : " AND " + sweep.key() + " > ?")
                + " ORDER BY " + sweep.key() + " LIMIT " + sweep.slice();
        return repeated(() -> mysql.withConnection(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setFetchSize(Integer.MIN_VALUE); // the driver's way to say: one row at a time
                select.setObject(1, end);
                if (after != null) {
                    select.setObject(2, after);
                }
                return slice(select);
            }
        }));
    }

    private Slice slice(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            int rows = 0;
            Object last = null;
            List<Object> found = new ArrayList<>();
            while (row.next()) {
                rows++;
                last = row.getObject(1);
                if (sweep.filter().test(row)) {
                    found.add(last);
                }
            }
            return new Slice(rows, found, last);
        }
    }

    private void change(List<Object> keys) throws SQLException, InterruptedException {
        int next = 0;
        while (next < keys.size()) {
            int first = next;
            next += repeated(() -> changeBatch(keys.subList(first, Math.min(keys.size(), first + batchSize.rows()))));
        }
    }

    /** @return its size */
    private int changeBatch(List<Object> batch) throws SQLException {
        long begun = System.nanoTime();
        Changed changed = mysql.inTransaction(connection -> change(connection, batch));
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        batchSize.took(time);
        tally.addTransaction(time);
        tally.addDone(changed.done);
        tally.addReferenced(changed.locked - changed.done);
        skipped.addAll(changed.skipped);
        return batch.size();
    }

    /** Repeats what a lock, a deadlock, or a MySQL that is busy or restarting has made fail. */
    private <T> T repeated(Attempt<T> attempt) throws SQLException, InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                return attempt.make();
            } catch (SQLException failure) {
                MysqlFault fault = MysqlFault.of(failure);
                boolean passes = fault == MysqlFault.UNAVAILABLE
                        && MysqlFault.missingRight(failure).isEmpty()
                        && failures < ATTEMPTS;
                if (fault != MysqlFault.CONTENTION && !passes) {
                    throw failure;
                }
                batchSize.halve();
                pause();
            }
        }
    }

    private Changed change(Connection connection, List<Object> keys) throws SQLException {
        List<Object> locked = FreeRows.lock(connection, keys, (some, locking) -> select(connection, some, locking));
        List<Object> skipped = new ArrayList<>();
        if (locked.size() < keys.size()) {
            skipped.addAll(select(connection, keys, ""));
            skipped.removeAll(locked);
        }
        return new Changed(locked.isEmpty() ? 0 : changeLocked(connection, locked), locked.size(), skipped);
    }

    /** Those of the keys whose rows match. */
    private List<Object> select(Connection connection, List<Object> keys, String locking) throws SQLException {
        String sql = "SELECT " + sweep.key() + source() + where(keys) + locking;
        List<Object> found = new ArrayList<>();
        try (PreparedStatement select = prepare(connection, sql, keys);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(row.getObject(1));
            }
        }
        return found;
    }

    /**
     * Which rows a DELETE leaves is known afterwards: so all are counted first, and then those that are left taken off. MariaDB 11.4
     * itself reports too few if it leaves the last one.
     */
    private int changeLocked(Connection connection, List<Object> keys) throws SQLException {
        count(connection, 1, keys);
        execute(connection, sweep.statement() + where(keys), keys);
        int left = select(connection, keys, "").size();
        if (left > 0) {
            count(connection, -1, keys);
        }
        return keys.size() - left;
    }

    private void count(Connection connection, int factor, List<Object> keys) throws SQLException {
        if (sweep.count().isPresent()) {
            execute(connection, String.format(Locale.ROOT, sweep.count().get(), factor, where(keys)), keys);
        }
    }

    private static void execute(Connection connection, String sql, List<Object> keys) throws SQLException {
        try (PreparedStatement change = prepare(connection, sql, keys)) {
            change.executeUpdate();
        }
    }

    private String source() {
        return " FROM " + sweep.table() + " FORCE INDEX (PRIMARY)";
    }

    private String where(List<Object> keys) {
        return " WHERE " + sweep.key() + " IN (" + String.join(", ", Collections.nCopies(keys.size(), "?")) + ") AND ("
                + sweep.condition() + ")";
    }

    private static PreparedStatement prepare(Connection connection, String sql, List<Object> keys) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        int index = 1;
        for (Object key : keys) {
            statement.setObject(index++, key);
        }
        return statement;
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
}
