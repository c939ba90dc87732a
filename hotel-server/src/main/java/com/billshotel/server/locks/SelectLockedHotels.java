package com.billshotel.server.locks;

import com.billshotel.runtime.mysql.FreeRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads which of some hotels are locked by others, without waiting for them. Locks the rest until the transaction ends. */
final class SelectLockedHotels {
    private final List<Integer> hotelIds;

    SelectLockedHotels(Collection<Integer> hotelIds) {
        this.hotelIds = List.copyOf(hotelIds);
    }

    /** In ascending order. Hotels that do not exist are not locked. */
    Set<Integer> execute(Connection connection) throws SQLException {
        List<Integer> free = FreeRows.lock(connection, hotelIds, (ids, locking) -> select(connection, ids, locking));
        Set<Integer> locked = select(connection, hotelIds, "");
        free.forEach(locked::remove);
        return locked;
    }

    @Override
    public String toString() {
        return "SelectLockedHotels" + hotelIds;
    }

    private static Set<Integer> select(Connection connection, List<Integer> hotelIds, String locking)
            throws SQLException {
        String sql = "SELECT id FROM hotels FORCE INDEX (PRIMARY) WHERE id IN "
                + hotelIds.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")")) + locking;
        Set<Integer> ids = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
        }
        return ids;
    }
}
