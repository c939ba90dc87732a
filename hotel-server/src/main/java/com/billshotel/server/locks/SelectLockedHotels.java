package com.billshotel.server.locks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads which of some hotels are locked by others, without waiting for them. Locks the rest until the transaction ends. */
final class SelectLockedHotels {
    private final String idList;

    SelectLockedHotels(Collection<Integer> hotelIds) {
        this.idList = hotelIds.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
    }

    /** In ascending order. Hotels that do not exist are not locked. */
    Set<Integer> execute(Connection connection) throws SQLException {
        Set<Integer> free = select(
                connection,
                "SELECT id FROM hotels FORCE INDEX (PRIMARY) WHERE id IN " + idList + " FOR UPDATE SKIP LOCKED");
        Set<Integer> locked = select(connection, "SELECT id FROM hotels WHERE id IN " + idList);
        locked.removeAll(free);
        return locked;
    }

    @Override
    public String toString() {
        return "SelectLockedHotels" + idList;
    }

    private static Set<Integer> select(Connection connection, String sql) throws SQLException {
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
