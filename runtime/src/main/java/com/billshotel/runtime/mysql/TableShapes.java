package com.billshotel.runtime.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares keys, widths and references of the tables with those that a service needs. Tables with the right names that were not made
 * by {@code sql/init.sql} or the migrations, such as those of the original system with a column added, may lack them, and then the
 * service would serve and do wrong.
 */
final class TableShapes {
    private static final String COLUMNS =
            "SELECT table_name, column_name, LOWER(data_type), column_key FROM information_schema.columns"
                    + " WHERE table_schema = DATABASE() AND table_name IN (%s)";

    private static final String REFERENCES =
            "SELECT table_name, referenced_table_name FROM information_schema.referential_constraints"
                    + " WHERE constraint_schema = DATABASE() AND table_name IN (%s)";

    private final List<Table> tables;
    private final String names;

    /** @param tables at least one */
    TableShapes(List<Table> tables) {
        this.tables = tables;
        this.names = tables.stream().map(table -> "'" + table.name() + "'").collect(Collectors.joining(", "));
    }

    /** The first difference, with what was expected. */
    Optional<String> problem(Statement statement) throws SQLException {
        Set<String> primary = new HashSet<>();
        Set<String> longs = new HashSet<>();
        try (ResultSet row = statement.executeQuery(String.format(Locale.ROOT, COLUMNS, names))) {
            while (row.next()) {
                String column = row.getString(1) + "." + row.getString(2);
                if (row.getString(3).equals("bigint")) {
                    longs.add(column);
                }
                if (row.getString(4).equals("PRI")) {
                    primary.add(column);
                }
            }
        }
        Set<String> references = new HashSet<>();
        try (ResultSet row = statement.executeQuery(String.format(Locale.ROOT, REFERENCES, names))) {
            while (row.next()) {
                references.add(row.getString(1) + " to " + row.getString(2));
            }
        }
        return tables.stream()
                .flatMap(table -> differences(table, primary, longs, references))
                .findFirst();
    }

    private static Stream<String> differences(
            Table table, Set<String> primary, Set<String> longs, Set<String> references) {
        String key = table.name() + "." + table.columns().get(0);
        Stream<String> notKey = primary.contains(key) ? Stream.empty() : Stream.of(key + " is not the primary key");
        Stream<String> narrow = table.longs().stream()
                .map(column -> table.name() + "." + column)
                .filter(column -> !longs.contains(column))
                .map(column -> column + " is not BIGINT");
        Stream<String> dangling = table.referenced().stream()
                .map(referenced -> table.name() + " to " + referenced)
                .filter(reference -> !references.contains(reference))
                .map(reference -> "there is no foreign key from " + reference);
        return Stream.of(notKey, narrow, dangling).flatMap(differences -> differences);
    }
}
