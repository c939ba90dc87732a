package com.billshotel.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.server.migrations.MigrateCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** What a run of {@code migrate} printed. */
record MigrateRun(int code, String out, String err) {
    /** What makes two databases the same, by the table that says it. The order of rows does not matter. */
    private static final List<String> STRUCTURE = List.of(
            "SELECT table_name, engine, table_collation FROM information_schema.tables WHERE table_schema = DATABASE()",
            "SELECT table_name, ordinal_position, column_name, column_type, is_nullable, column_default, extra"
                    + " FROM information_schema.columns WHERE table_schema = DATABASE()",
            "SELECT table_name, index_name, seq_in_index, column_name, non_unique FROM information_schema.statistics"
                    + " WHERE table_schema = DATABASE()",
            "SELECT table_name, constraint_name, constraint_type FROM information_schema.table_constraints"
                    + " WHERE table_schema = DATABASE()",
            "SELECT table_name, constraint_name, referenced_table_name, update_rule, delete_rule"
                    + " FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()",
            "SELECT '', constraint_name, check_clause FROM information_schema.check_constraints"
                    + " WHERE constraint_schema = DATABASE()");

    static MigrateRun of(TestDatabase database, Map<String, String> settings, String... arguments) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "MYSQL_HOST", database.server().host(),
                "MYSQL_PORT", Integer.toString(database.server().port()),
                "MYSQL_DATABASE", database.name(),
                "MYSQL_USER", database.server().user(),
                "MYSQL_PASSWORD", database.server().password()));
        environment.putAll(settings);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = MigrateCommand.in(environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, failed, parsed) -> {
                    failed.getErr().println(failure.getMessage());
                    return 1;
                });
        return new MigrateRun(command.execute(arguments), out.toString(), err.toString());
    }

    /** All of the database but the history and the renamed tables of the original system. */
    static List<String> structure(Sql database) throws SQLException {
        List<String> structure = new ArrayList<>();
        for (String query : STRUCTURE) {
            database.rows(query).stream()
                    .filter(row -> !row.startsWith("flyway_schema_history") && !row.startsWith("original_"))
                    .sorted()
                    .forEach(structure::add);
        }
        return structure;
    }

    static List<String> statements(Path script) throws IOException {
        String withoutComments = Files.readString(script, UTF_8).replaceAll("(?m)^--.*\n", "");
        return Arrays.stream(withoutComments.split(";\\s*\n"))
                .filter(part -> !part.isBlank())
                .toList();
    }
}
