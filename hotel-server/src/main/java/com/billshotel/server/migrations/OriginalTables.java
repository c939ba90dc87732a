package com.billshotel.server.migrations;

import com.billshotel.runtime.app.CommandFailedException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The tables {@code hotels} and {@code reserve_hotel} of the original Go system, which have the names and visible columns of ours. The
 * migrations set them aside as {@code original_hotels} and {@code original_reserve_hotel}, unchanged, and copy their rows.
 */
final class OriginalTables {
    static final String FOLDER = "sql/original";

    private static final String SET_ASIDE = "original_hotels";

    /** Ours have an invisible column, and a foreign key to holds; either may have been added by hand. */
    private static final String IN_USE =
            """
            information_schema.tables WHERE table_schema = DATABASE() AND (
              table_name = 'hotels' AND NOT EXISTS (SELECT * FROM information_schema.columns
                WHERE table_schema = DATABASE() AND table_name = 'hotels' AND column_name = 'decisions')
              OR table_name = 'reserve_hotel' AND NOT EXISTS (SELECT * FROM information_schema.referential_constraints
                WHERE constraint_schema = DATABASE() AND table_name = 'reserve_hotel' AND referenced_table_name = 'room_holds'))""";

    private static final List<String> OURS = List.of("hotel_details", "room_holds", "rejections");
    private static final int SHOWN = 10;

    private final Rows rows;
    private final String server;

    OriginalTables(Rows rows, String server) {
        this.rows = rows;
        this.server = server;
    }

    /** Our versions are integers, and theirs lie between. */
    static boolean isTheirs(MigrationVersion version) {
        return version.getVersion().contains(".");
    }

    /** Whether the database has them, in use or set aside. */
    boolean exist() throws SQLException {
        return rows.hasTable(SET_ASIDE) || areInUse();
    }

    /**
     * Does nothing if there are none in use.
     *
     * @param migrated whether the database has had a migration
     * @throws CommandFailedException if rows contradict each other, and somebody has to decide
     */
    void requireSuitable(boolean migrated) throws SQLException, CommandFailedException {
        if (!areInUse()) {
            return;
        }
        for (String table : List.of("hotels", "reserve_hotel")) {
            if (!rows.hasTable(table)) {
                throw refused("but " + table + " is missing");
            }
        }
        for (String table : OURS) {
            if (rows.hasTable(table) && rows.exist(table)) {
                throw refused("but " + table + " has rows");
            }
        }
        if (migrated || rows.hasTable(SET_ASIDE)) {
            throw refused("but the database was migrated before");
        }
        List<List<String>> negative =
                rows.select("SELECT id FROM hotels WHERE rooms_available < 0 OR price_pernight < 0 ORDER BY id");
        if (!negative.isEmpty()) {
            throw refused("with a negative price or number of rooms in hotels: " + some(negative));
        }
    }

    /** What their reservations suggest about rooms, as a table, and the reservations that stay aside. */
    List<String> rooms() throws SQLException {
        String prefix = rows.hasTable(SET_ASIDE) ? "original_" : "";
        List<String> lines = new ArrayList<>();
        lines.add(line(List.of("HOTEL", "ROOMS_AVAILABLE", "BOOKED", "CANCELLED")));
        rows.select(
                        "SELECT o.id, COALESCE(rooms_available, 0), COUNT(r.id) - COUNT(NULLIF(iscancel, 0)), COUNT(NULLIF(iscancel, 0))"
                                + " FROM " + prefix + "hotels o LEFT JOIN " + prefix
                                + "reserve_hotel r ON r.hotelid = o.id"
                                + " GROUP BY o.id, rooms_available ORDER BY o.id")
                .forEach(row -> lines.add(line(row)));
        List<List<String>> left =
                rows.select("SELECT id FROM " + prefix + "reserve_hotel WHERE hotelid IS NULL OR hotelid NOT IN"
                        + " (SELECT id FROM " + prefix + "hotels) ORDER BY id");
        if (!left.isEmpty()) {
            lines.add("-- reservations without a hotel, which stay in original_reserve_hotel: " + some(left));
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

    private static String line(List<String> cells) {
        return String.format(Locale.ROOT, "%-11s  %15s  %10s  %9s", cells.toArray());
    }

    private static String some(List<List<String>> ids) {
        String shown = ids.stream().limit(SHOWN).map(row -> row.get(0)).collect(Collectors.joining(", "));
        return ids.size() + " (" + shown + (ids.size() > SHOWN ? ", ..." : "") + ")";
    }
}
