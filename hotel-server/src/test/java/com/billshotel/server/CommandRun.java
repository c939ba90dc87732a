package com.billshotel.server;

import com.billshotel.embedded.mysql.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** The result of a run of {@code hotel-server} with a subcommand. */
record CommandRun(int code, String out, String err) {
    /** @param settings those that are not the database's, or instead of them */
    static CommandRun of(TestDatabase database, Map<String, String> settings, String... arguments) {
        Map<String, String> environment = TestServer.settings(database.server(), database.name());
        environment.putAll(settings);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = HotelServer.commandLine(environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }

    /** The output's words by line, however they are aligned. */
    List<String> rows() {
        return out.lines().map(line -> line.replaceAll(" +", " ")).toList();
    }
}
