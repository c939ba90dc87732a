package com.billshotel.local.parts;

import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.runtime.mysql.Tidb;
import com.github.freva.asciitable.AsciiTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A database with the project's tables, used as with the {@code mysql} client. */
public final class HotelDatabase {
    public static final String NAME = "hotel_db";

    private static final Path SQL = ProjectFiles.ROOT.resolve("sql");

    private final MysqlAddress server;
    private final String name;

    /** The database {@value #NAME} on a server; {@link #create} creates it. */
    public HotelDatabase(MysqlAddress server) {
        this(server, NAME);
    }

    public HotelDatabase(MysqlAddress server, String name) {
        this.server = server;
        this.name = name;
    }

    /**
     * Creates the database if it does not exist and applies {@code sql/init.sql}, or on TiDB {@code sql/init-tidb.sql}.
     *
     * @throws LabException if it already contains hotels, which may be a user's data
     */
    public void create() throws SQLException {
        create(SQL);
    }

    /**
     * As {@link #create()}, with the tables of another version.
     *
     * @param sql the folder of its {@code init.sql}
     */
    public void create(Path sql) throws SQLException {
        run("", "CREATE DATABASE IF NOT EXISTS " + name);
        createTables(sql);
        if (!rows("SELECT * FROM hotels").isEmpty()) {
            throw new LabException("database " + name + " on " + server + " already contains hotels: drop it first, or"
                    + " unset MYSQL_HOST to use the embedded server");
        }
    }

    /** Creates the tables in the database, which exists. */
    public void createTables() throws SQLException {
        createTables(SQL);
    }

    private void createTables(Path sql) throws SQLException {
        execute(ProjectFiles.text(sql.resolve(isTidb() ? "init-tidb.sql" : "init.sql")));
    }

    /** Whether the server is TiDB. */
    public boolean isTidb() throws SQLException {
        try (Connection connection = connect("")) {
            return Tidb.isAt(connection);
        }
    }

    /** Drops the database if it exists. */
    public void drop() throws SQLException {
        run("", "DROP DATABASE IF EXISTS " + name);
    }

    /** Executes statements, one after the other, in one session. */
    public void execute(String... statements) throws SQLException {
        run(name, statements);
    }

    /** The result's rows, with each value as text. */
    public List<List<String>> rows(String sql) throws SQLException {
        return query(sql).rows();
    }

    /** The result as the {@code mysql} client prints it. */
    public String table(String sql) throws SQLException {
        Answer answer = query(sql);
        return answer.rows().isEmpty() ? "Empty set" : answer.table();
    }

    /** The server's vendor and version. */
    public String version() throws SQLException {
        return rows("SELECT CONCAT(@@version_comment, ' ', @@version)").get(0).get(0);
    }

    /** Opens a session that the caller closes. */
    public Connection connect() throws SQLException {
        return connect(name);
    }

    /** Settings that make a service use this database. */
    public Map<String, String> settings() {
        return Map.of(
                "MYSQL_HOST", server.host(),
                "MYSQL_PORT", Integer.toString(server.port()),
                "MYSQL_DATABASE", name,
                "MYSQL_USER", server.user(),
                "MYSQL_PASSWORD", server.password());
    }

    private Answer query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return Answer.read(result);
        }
    }

    private void run(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(database) + "?allowMultiQueries=true&allowPublicKeyRetrieval=true",
                server.user(),
                server.password());
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
