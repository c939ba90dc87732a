package com.billshotel.bench;

import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.local.parts.HotelDatabase;
import com.billshotel.local.parts.ProjectFiles;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The benchmark's own database. Each measurement starts with empty tables and ends with an audit. */
final class BenchDatabase implements AutoCloseable {
    static final String NAME = "hotel_bench";

    /** Per hotel. More than any measurement books: rejections would be less work. */
    private static final int ROOMS = 1_000_000_000;

    private static final List<String> TABLES = List.of(
            "reserve_hotel",
            "old_reserve_hotel",
            "rejections",
            "dead_letters",
            "room_holds",
            "room_changes",
            "purged_decisions",
            "hotels");

    private final HotelDatabase database;
    private int hotels;

    BenchDatabase(MysqlAddress server, String name) {
        this.database = new HotelDatabase(server, name);
    }

    /** Creates the database, and drops an existing one first. */
    void create() throws SQLException {
        database.drop();
        database.create();
        database.execute("CREATE TABLE old_reserve_hotel LIKE reserve_hotel");
    }

    /** Empties the tables and inserts hotels with ids from 0. */
    void reset(int count) throws SQLException {
        hotels = count;
        List<String> statements = new ArrayList<>(List.of("SET FOREIGN_KEY_CHECKS = 0"));
        TABLES.forEach(table -> statements.add("TRUNCATE TABLE " + table));
        statements.add("INSERT INTO hotels (id, name, price_pernight, rooms_available) VALUES "
                + IntStream.range(0, count)
                        .mapToObj(id -> "(" + id + ", 'Hotel " + id + "', 10000, " + ROOMS + ")")
                        .collect(Collectors.joining(", ")));
        database.execute(statements.toArray(String[]::new));
    }

    /** The inconsistencies after a run that confirmed this many reservations; empty if there are none. */
    List<String> problems(long confirmed) throws SQLException {
        List<String> problems = new ArrayList<>(audit());
        expect(problems, "reservations", confirmed, count("SELECT COUNT(*) FROM reserve_hotel WHERE NOT iscancel"));
        expect(problems, "dead letters", 0, count("SELECT COUNT(*) FROM dead_letters"));
        return problems;
    }

    /** The rows of sql/audit.sql, and each hotel whose free rooms and held rooms do not add up. */
    List<String> audit() throws SQLException {
        List<String> problems = new ArrayList<>(rows(ProjectFiles.sql("audit.sql")));
        problems.addAll(
                rows("SELECT 'a hotel whose rooms do not match its holds', o.id, o.rooms_available FROM hotels o"
                        + " LEFT JOIN (SELECT hotel_id, COUNT(*) AS held FROM room_holds IGNORE INDEX FOR GROUP BY (room_holds_by_hotel)"
                        + " WHERE state = 'HELD' GROUP BY hotel_id) h"
                        + " ON h.hotel_id = o.id WHERE o.rooms_available + COALESCE(h.held, 0) <> " + ROOMS));
        return problems;
    }

    /** How long sql/audit.sql takes, in seconds. */
    double auditSeconds() throws SQLException {
        long start = System.nanoTime();
        rows(ProjectFiles.sql("audit.sql"));
        return (System.nanoTime() - start) / 1e9;
    }

    /** The number of rooms held; cheap enough to poll during a measurement. */
    long held() throws SQLException {
        return (long) hotels * ROOMS - count("SELECT SUM(rooms_available) FROM hotels");
    }

    long count(String sql) throws SQLException {
        return Long.parseLong(rows(sql).get(0));
    }

    void execute(String... statements) throws SQLException {
        database.execute(statements);
    }

    /** Settings that make a service use this database. */
    Map<String, String> settings() {
        return database.settings();
    }

    /** The server's vendor and version. */
    String version() throws SQLException {
        return database.version();
    }

    @Override
    public void close() throws SQLException {
        database.drop();
    }

    private static void expect(List<String> problems, String what, long expected, long actual) {
        if (expected != actual) {
            problems.add(actual + " " + what + " where " + expected + " were expected");
        }
    }

    private List<String> rows(String sql) throws SQLException {
        return database.rows(sql).stream().map(row -> String.join(", ", row)).toList();
    }
}
