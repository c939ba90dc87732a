package com.billshotel.server.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Single statements, each on a connection of its own. */
record Rows(DataSource connections) {
    void execute(String sql) throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The values of each row of the result. */
    List<List<String>> select(String sql) throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** @param from a table, and possibly a condition */
    boolean exist(String from) throws SQLException {
        return !select("SELECT 1 FROM " + from + " LIMIT 1").isEmpty();
    }

    boolean hasTable(String name) throws SQLException {
        return exist("information_schema.tables WHERE table_schema = DATABASE() AND table_name = '" + name + "'");
    }
}
