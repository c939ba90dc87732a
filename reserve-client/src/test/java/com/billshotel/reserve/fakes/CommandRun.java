package com.billshotel.reserve.fakes;

import com.billshotel.reserve.ReserveClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The result of a run of {@code reserve-client} with a subcommand. */
public record CommandRun(int exitCode, String out, String err) {
    public static CommandRun of(Map<String, String> environment, String command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = ReserveClient.commandLine(environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        int exitCode = line.execute(
                Stream.concat(Stream.of(command), Stream.of(arguments)).toArray(String[]::new));
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
