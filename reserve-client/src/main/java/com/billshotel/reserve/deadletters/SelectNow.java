package com.billshotel.reserve.deadletters;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;

/** Reads the server's clock, in UTC. */
final class SelectNow {
    LocalDateTime execute(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT UTC_TIMESTAMP(3)")) {
            rows.next();
            return rows.getObject(1, LocalDateTime.class);
        }
    }

    @Override
    public String toString() {
        return "SelectNow";
    }
}
