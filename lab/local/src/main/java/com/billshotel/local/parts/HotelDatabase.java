package com.billshotel.local.parts;

import com.billshotel.embedded.mysql.MysqlAddress;
import com.github.freva.asciitable.AsciiTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The hotels' database, as a person sees it in a {@code mysql} session. */
public final class HotelDatabase {
    public static final String NAME = "hotel_db";

    private final MysqlAddress server;

    public HotelDatabase(MysqlAddress server) {
        this.server = server;
    }

    /**
     * Creates the database and applies {@code sql/init.sql}.
     *
     * @throws LocalException if there are hotels in it already: the scenario would mix with somebody's data
     */
    public void create() throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS " + NAME);
            statement.execute("USE " + NAME);
            statement.execute(ProjectFiles.sql("init.sql"));
        }
        if (!rows("SELECT * FROM hotels").isEmpty()) {
            throw new LocalException("database " + NAME + " on " + server + " has hotels already: drop it first, or"
                    + " unset MYSQL_HOST to use the embedded server");
        }
    }

    /** Runs a statement that changes something. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect(NAME);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The answer in rows of texts, without the header. */
    public List<List<String>> rows(String sql) throws SQLException {
        return answer(sql).rows();
    }

    /** The answer as the {@code mysql} client prints it. */
    public String table(String sql) throws SQLException {
        Answer answer = answer(sql);
        return answer.rows().isEmpty() ? "Empty set" : answer.table();
    }

    private Answer answer(String sql) throws SQLException {
        try (Connection connection = connect(NAME);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return Answer.read(result);
        }
    }

    /** A session of one's own, for the caller to close. */
    public Connection connect() throws SQLException {
        return connect(NAME);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(database) + "?allowMultiQueries=true", server.user(), server.password());
    }

    private record Answer(List<String> columns, List<List<String>> rows) {
        static Answer read(ResultSet result) throws SQLException {
            ResultSetMetaData meta = result.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(meta.getColumnName(i));
            }
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
            return new Answer(columns, rows);
        }

        String table() {
            return AsciiTable.getTable(
                    AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
                    columns.toArray(String[]::new),
                    null,
                    rows.stream().map(row -> row.toArray(String[]::new)).toArray(String[][]::new));
        }
    }
}
