package com.billshotel.server.migrations;

import com.billshotel.runtime.app.CommandFailedException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The tables {@code hotels} and {@code reserve_hotel} of the original Go system, which have the names and visible columns of this
 * one's. The migrations in {@link #FOLDER} rename them to {@code original_hotels} and {@code original_reserve_hotel}, and copy rows.
 */
final class OriginalTables {
    static final String FOLDER = "sql/original";

    private static final String RENAMED = "original_hotels";
    private static final String PREFIX = "original_";

    /** This system's tables have an additional column and wider ids; somebody may have added the column by hand. */
    private static final String IN_USE =
            """
            information_schema.tables t WHERE t.table_schema = DATABASE() AND (
              t.table_name = 'hotels' AND NOT EXISTS (SELECT * FROM information_schema.columns c
                WHERE c.table_schema = DATABASE() AND c.table_name = 'hotels' AND c.column_name = 'decisions')
              OR t.table_name = 'reserve_hotel' AND EXISTS (SELECT * FROM information_schema.columns c
                WHERE c.table_schema = DATABASE() AND c.table_name = 'reserve_hotel' AND c.column_name = 'id'
                  AND c.data_type <> 'bigint'))""";

    private static final String WIDE_ID =
            """
            information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'reserve_hotel'
              AND column_name = 'id' AND data_type = 'bigint'""";

    private static final List<String> OTHER_TABLES = List.of("hotel_details", "room_holds", "rejections");

    /** What the new tables could not take, or would lose. */
    private static final List<Obstacle> OBSTACLES = List.of(
            new Obstacle(
                    "hotels whose price or rooms are not between 0 and 2147483647",
                    "id FROM hotels WHERE NOT (COALESCE(rooms_available, 0) BETWEEN 0 AND 2147483647"
                            + " AND COALESCE(price_pernight, 0) BETWEEN 0 AND 2147483647) ORDER BY id"),
            new Obstacle(
                    "hotels with a name of more than 255 characters",
                    "id FROM hotels WHERE CHAR_LENGTH(name) > 255 ORDER BY id"),
            new Obstacle(
                    "hotels without an id of their own",
                    "id FROM hotels GROUP BY id HAVING id IS NULL OR COUNT(*) > 1"),
            new Obstacle(
                    "reservations without an id of their own",
                    "id FROM reserve_hotel GROUP BY id HAVING id IS NULL OR COUNT(*) > 1"),
            new Obstacle(
                    "tables with a foreign key to them",
                    "DISTINCT table_name FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()"
                            + " AND referenced_table_name IN ('hotels', 'reserve_hotel')"
                            + " AND table_name NOT IN ('reserve_hotel', 'hotel_details', 'room_holds', 'room_changes', 'purged_decisions')"),
            new Obstacle(
                    "triggers on them",
                    "trigger_name FROM information_schema.triggers WHERE event_object_schema = DATABASE()"
                            + " AND event_object_table IN ('hotels', 'reserve_hotel')"));

    private static final int SHOWN = 10;

    private final Rows rows;
    private final String server;

    OriginalTables(Rows rows, String server) {
        this.rows = rows;
        this.server = server;
    }

    /** The other versions are integers. */
    static boolean isTheirs(MigrationVersion version) {
        return version.getVersion().contains(".");
    }

    /** Whether their migrations are needed, or were: not yet begun, interrupted after the first step, or recorded. */
    boolean needMigrations() throws SQLException {
        return areInUse()
                || rows.hasTable(RENAMED) && !rows.hasTable("hotels")
                || rows.hasTable(Migrations.HISTORY) && rows.exist(Migrations.HISTORY + " WHERE version = '0.1'");
    }

    /**
     * Does nothing if they are not in use.
     *
     * @param migrated whether the database has had a migration
     * @throws CommandFailedException if the new tables could not take all that they have
     */
    void requireSuitable(boolean migrated) throws SQLException, CommandFailedException {
        if (!areInUse()) {
            return;
        }
        for (String table : List.of("hotels", "reserve_hotel")) {
            if (!rows.hasTable(table)) {
                throw refused("but there is no table " + table);
            }
        }
        if (rows.exist(WIDE_ID)) {
            throw refused("but reserve_hotel is not");
        }
        if (migrated || rows.hasTable(RENAMED)) {
            throw refused("but the database was migrated before");
        }
        for (String table : OTHER_TABLES) {
            if (rows.hasTable(table) && rows.exist(table)) {
                throw refused("but " + table + " has rows");
            }
        }
        for (Obstacle obstacle : OBSTACLES) {
            List<List<String>> found = some(obstacle.query);
            if (!found.isEmpty()) {
                throw refused("with " + obstacle.what + ": " + shown(found));
            }
        }
    }

    /** What their reservations suggest about rooms, as a table, and those that are not copied; empty if they have been dropped. */
    List<String> rooms() throws SQLException {
        boolean renamed = rows.hasTable(RENAMED);
        if (!renamed && !areInUse()) {
            return List.of();
        }
        String hotels = (renamed ? PREFIX : "") + "hotels";
        String reservations = (renamed ? PREFIX : "") + "reserve_hotel";
        List<String> lines = new ArrayList<>();
        lines.add(line(List.of("HOTEL", "ROOMS_AVAILABLE", "BOOKED", "CANCELLED")));
        rows.select("SELECT h.id, COALESCE(h.rooms_available, 0), COUNT(r.id) - COUNT(NULLIF(r.iscancel, 0)),"
                        + " COUNT(NULLIF(r.iscancel, 0)) FROM " + hotels + " h LEFT JOIN " + reservations
                        + " r ON r.hotelid = h.id GROUP BY h.id, h.rooms_available ORDER BY h.id")
                .forEach(row -> lines.add(line(row)));
        List<List<String>> left = some("r.id FROM " + reservations + " r WHERE NOT EXISTS (SELECT * FROM " + hotels
                + " h WHERE h.id = r.hotelid) ORDER BY r.id");
        if (!left.isEmpty()) {
            lines.add("-- reservations without a hotel, only in original_reserve_hotel: " + shown(left));
        }
        lines.add("-- no count was changed: docs/upgrading.md says why they may be wrong");
        return lines;
    }

    private boolean areInUse() throws SQLException {
        return rows.exist(IN_USE);
    }

    private CommandFailedException refused(String why) {
        return new CommandFailedException(
                "the tables at " + server + " are those of the original system, " + why + ": see docs/upgrading.md");
    }

    private List<List<String>> some(String query) throws SQLException {
        return rows.select("SELECT * FROM (SELECT " + query + ") AS found LIMIT " + (SHOWN + 1));
    }

    private static String shown(List<List<String>> found) {
        String first = found.stream().limit(SHOWN).map(row -> row.get(0)).collect(Collectors.joining(", "));
        return found.size() > SHOWN ? first + ", ..." : first;
    }

    private static String line(List<String> cells) {
        return String.format(Locale.ROOT, "%-11s  %15s  %10s  %9s", cells.toArray());
    }

    /** @param query what follows SELECT, with one column, which says where */
    private record Obstacle(String what, String query) {}
}
