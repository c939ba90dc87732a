package com.billshotel.server;

import com.billshotel.embedded.mysql.testing.ServerSql;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Runs SQL on a database, as at a MySQL prompt. */
record Sql(String jdbcUrl, String user, String password) {
    private static final Path FOLDER = Path.of("..", "sql");

    static Sql on(TestDatabase database) {
        return new Sql(
                database.jdbcUrl(), database.server().user(), database.server().password());
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl + "?allowMultiQueries=true", user, password);
    }

    /** Runs a file in the folder sql, like {@code mysql < file}; of init.sql, the variant for this server. */
    void applyFile(String name) throws SQLException {
        execute(file(name.equals("init.sql") ? initScript() : name));
    }

    boolean isTidb() throws SQLException {
        try (Connection connection = connect()) {
            return ServerSql.isTidb(connection);
        }
    }

    private String initScript() throws SQLException {
        try (Connection connection = connect()) {
            return ServerSql.initScript(connection);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(ServerSql.of(connection, sql));
        }
    }

    /** The result of a file in the folder sql, in the format of {@link #rows}. */
    List<String> rowsOfFile(String name) throws SQLException {
        return rows(file(name));
    }

    /** The rows of the result; each row's values are joined with ", ". */
    List<String> rows(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ServerSql.of(connection, query))) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        }
    }

    /** The column names of the result. */
    List<String> columns(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ServerSql.of(connection, query))) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                columns.add(result.getMetaData().getColumnName(i));
            }
            return columns;
        }
    }

    private static String row(ResultSet result) throws SQLException {
        StringJoiner row = new StringJoiner(", ");
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(String.valueOf(result.getString(i)));
        }
        return row.toString();
    }

    static String file(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
