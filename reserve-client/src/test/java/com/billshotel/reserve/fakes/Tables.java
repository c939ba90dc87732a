package com.billshotel.reserve.fakes;

import com.billshotel.embedded.mysql.testing.ServerSql;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.reserve.storage.ReservationTables;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A database with the tables of sql/init.sql, and a connection pool as the services use it. */
public final class Tables implements AutoCloseable {
    private final TestDatabase database;
    private final MysqlPool pool;

    private Tables(TestDatabase database, MysqlPool pool) {
        this.database = database;
        this.pool = pool;
    }

    public static Tables in(TestDatabase database, int connections) throws Exception {
        Settings settings = Settings.read(environment(database), MysqlPool.SETTINGS);
        Tables tables = new Tables(database, MysqlPool.open(settings, connections, ReservationTables.TABLES));
        String script = tables.pool.withConnection(ServerSql::initScript);
        for (String statement : statements(Files.readString(Path.of("../sql").resolve(script)))) {
            tables.execute(statement);
        }
        return tables;
    }

    /** The settings with which a service connects to this database. */
    public static Map<String, String> environment(TestDatabase database) {
        return Map.of(
                "MYSQL_HOST", database.server().host(),
                "MYSQL_PORT", Integer.toString(database.server().port()),
                "MYSQL_DATABASE", database.name(),
                "MYSQL_USER", database.server().user(),
                "MYSQL_PASSWORD", database.server().password());
    }

    public TestDatabase database() {
        return database;
    }

    public MysqlPool pool() {
        return pool;
    }

    public boolean isTidb() throws SQLException {
        return pool.withConnection(ServerSql::isTidb);
    }

    public void empty() throws SQLException {
        for (String table : List.of("reserve_hotel", "rejections", "dead_letters", "room_holds", "hotels")) {
            execute("DELETE FROM " + table);
        }
    }

    public void execute(String sql) throws SQLException {
        pool.withConnection(connection -> execute(connection, sql));
    }

    /** The rows, each with its columns joined by commas. */
    public List<String> rows(String sql) throws SQLException {
        return pool.withConnection(connection -> rows(connection, sql));
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }

    private static Void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(ServerSql.of(connection, sql));
        }
        return null;
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ServerSql.of(connection, sql))) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(result.getString(column));
                }
                rows.add(String.join(", ", row));
            }
        }
        return rows;
    }

    private static List<String> statements(String script) {
        String withoutComments = script.replaceAll("--[^\\n]*", "");
        return List.of(withoutComments.split(";")).stream()
                .filter(statement -> !statement.isBlank())
                .toList();
    }
}
