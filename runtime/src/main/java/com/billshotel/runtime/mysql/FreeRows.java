package com.billshotel.runtime.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Locks those of some rows that nobody else has locked, without waiting for the others. That is SKIP LOCKED, which TiDB accepts and
 * ignores: it returns all rows, and locks none. On TiDB this asks for all of them with NOWAIT, then for each half, down to single rows.
 */
public final class FreeRows {
    private FreeRows() {}

    /** Reads rows by their keys. */
    @FunctionalInterface
    public interface Select<K> {
        /**
         * The keys of the rows found, in the order of the query.
         *
         * @param locking ends the query
         */
        Collection<K> execute(List<K> keys, String locking) throws SQLException;
    }

    /**
     * The keys of the rows that are now locked, those among them that this transaction has locked before.
     *
     * @param connection in a transaction, which keeps the locks until it ends
     */
    public static <K> List<K> lock(Connection connection, List<K> keys, Select<K> select) throws SQLException {
        if (!Tidb.isAt(connection)) {
            return List.copyOf(select.execute(keys, " FOR UPDATE SKIP LOCKED"));
        }
        return lockByHalves(keys, select);
    }

    static <K> List<K> lockByHalves(List<K> keys, Select<K> select) throws SQLException {
        try {
            return List.copyOf(select.execute(keys, " FOR UPDATE NOWAIT"));
        } catch (SQLException failure) {
            if (!MysqlFault.isLockedNow(failure)) {
                throw failure;
            }
        }
        List<K> free = new ArrayList<>();
        int half = keys.size() / 2;
        if (half > 0) {
            free.addAll(lockByHalves(keys.subList(0, half), select));
            free.addAll(lockByHalves(keys.subList(half, keys.size()), select));
        }
        return free;
    }
}
