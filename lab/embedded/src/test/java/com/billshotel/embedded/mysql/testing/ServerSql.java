package com.billshotel.embedded.mysql.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Statements of tests as a server takes them. Tests are written for MySQL, as people use it: they insert rows by position, and see the
 * visible columns. TiDB has no invisible columns, so there the columns have to be named.
 */
public final class ServerSql {
    private static final Map<String, String> VISIBLE = Map.of(
            "hotels", "id, name, price_pernight, rooms_available",
            "room_holds", "reservation_id, hotel_id, state, user_id, reserved_datetime, checkin_datetime",
            "reserve_hotel", "id, iscancel, hotelid, userid, reserved_unix_datetime, checkin_unix_datetime",
            "rejections",
                    "reservation_id, hotel_id, user_id, reserved_datetime, checkin_datetime, reason, rejected_at");

    private ServerSql() {}

    /** Whether the connection is one to TiDB. */
    public static boolean isTidb(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion().contains("TiDB");
    }

    /** The script in the folder sql that creates the tables. */
    public static String initScript(Connection connection) throws SQLException {
        return isTidb(connection) ? "init-tidb.sql" : "init.sql";
    }

    /** One or more statements, or a script of sql/migrations, as this server takes them. */
    public static String of(Connection connection, String sql) throws SQLException {
        return isTidb(connection) ? ofTidb(sql) : sql;
    }

    /** One or more statements, or a script of sql/migrations, as TiDB takes them. */
    public static String ofTidb(String sql) {
        String adapted = sql.replace(" INVISIBLE", "").replace("(UTC_TIMESTAMP(3))", "CURRENT_TIMESTAMP(3)");
        for (Map.Entry<String, String> table : VISIBLE.entrySet()) {
            String name = table.getKey();
            String columns = table.getValue();
            adapted = adapted.replaceAll("INTO " + name + " ?(?=VALUES|SELECT)", "INTO " + name + " (" + columns + ") ")
                    .replaceAll("SELECT \\* FROM " + name + "\\b", "SELECT " + columns + " FROM " + name);
        }
        return adapted;
    }
}
