package com.billshotel.runtime.mysql;

import java.sql.Connection;
import java.sql.SQLException;

/** TiDB, a distributed database that speaks MySQL's protocol, and most of its SQL. {@code docs/tidb.md} says what differs. */
public final class Tidb {
    private Tidb() {}

    /** Whether the connection is one to TiDB. Costs no round trip: the server says so in its greeting. */
    public static boolean isAt(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion().contains("TiDB");
    }
}
