package com.billshotel.bench;

import com.billshotel.embedded.mysql.MysqlAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A database of the benchmark's own, which each measure finds empty but for its hotels, and which is audited after it. */
final class BenchDatabase implements AutoCloseable {
    static final String NAME = "hotel_bench";

    /** More than any measure books, so that full hotels do not lighten the work. */
    private static final int ROOMS = 1_000_000_000;

    private static final List<String> TABLES =
            List.of("reserve_hotel", "old_reserve_hotel", "rejections", "dead_letters", "room_holds", "hotels");

    private final MysqlAddress server;
    private final String name;
    private int hotels;

    BenchDatabase(MysqlAddress server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Makes the tables anew. */
    void create() throws SQLException {
        run(
                "",
                "DROP DATABASE IF EXISTS " + name,
                "CREATE DATABASE " + name,
                "USE " + name,
                ProjectFiles.sql("init.sql"),
                "CREATE TABLE old_reserve_hotel LIKE reserve_hotel");
    }

    /** Empties the tables and opens so many hotels, from id 0. */
    void reset(int count) throws SQLException {
        hotels = count;
        List<String> statements = new ArrayList<>(List.of("SET FOREIGN_KEY_CHECKS = 0"));
        TABLES.forEach(table -> statements.add("TRUNCATE TABLE " + table));
        statements.add("INSERT INTO hotels VALUES "
                + IntStream.range(0, count)
                        .mapToObj(id -> "(" + id + ", 'Hotel " + id + "', 10000, " + ROOMS + ")")
                        .collect(Collectors.joining(", ")));
        run(name, statements.toArray(String[]::new));
    }

    /** What is not as it should be once so many reservations have been confirmed and all is quiet; empty: nothing. */
    List<String> problems(long confirmed) throws SQLException {
        List<String> problems = new ArrayList<>(audit());
        expect(problems, "reservations", confirmed, count("SELECT COUNT(*) FROM reserve_hotel WHERE NOT iscancel"));
        expect(problems, "dead letters", 0, count("SELECT COUNT(*) FROM dead_letters"));
        return problems;
    }

    /** The rows of sql/audit.sql, and each hotel whose rooms are not what its holds have left. */
    List<String> audit() throws SQLException {
        List<String> problems = new ArrayList<>(rows(ProjectFiles.sql("audit.sql")));
        problems.addAll(
                rows("SELECT 'a hotel whose rooms do not match its holds', o.id, o.rooms_available FROM hotels o"
                        + " LEFT JOIN (SELECT hotel_id, COUNT(*) AS held FROM room_holds WHERE state = 'HELD' GROUP BY hotel_id) h"
                        + " ON h.hotel_id = o.id WHERE o.rooms_available + COALESCE(h.held, 0) <> " + ROOMS));
        return problems;
    }

    /** Rooms held by now, at the cost of a glance: it is asked while others are being timed. */
    long held() throws SQLException {
        return (long) hotels * ROOMS - count("SELECT SUM(rooms_available) FROM hotels");
    }

    long count(String sql) throws SQLException {
        return Long.parseLong(rows(sql).get(0));
    }

    void execute(String sql) throws SQLException {
        run(name, sql);
    }

    /** Environment variables for a service that is to use this database. */
    Map<String, String> settings() {
        return Map.of(
                "MYSQL_HOST", server.host(),
                "MYSQL_PORT", Integer.toString(server.port()),
                "MYSQL_DATABASE", name,
                "MYSQL_USER", server.user(),
                "MYSQL_PASSWORD", server.password());
    }

    /** Vendor and version, as the server tells them. */
    String version() throws SQLException {
        return rows("SELECT CONCAT(@@version_comment, ' ', @@version)").get(0);
    }

    @Override
    public void close() throws SQLException {
        run("", "DROP DATABASE " + name);
    }

    private static void expect(List<String> problems, String what, long expected, long actual) {
        if (expected != actual) {
            problems.add(actual + " " + what + " where " + expected + " were expected");
        }
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(", ", row));
            }
            return rows;
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
}
