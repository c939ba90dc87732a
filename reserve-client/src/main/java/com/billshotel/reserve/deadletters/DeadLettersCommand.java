package com.billshotel.reserve.deadletters;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code dead-letters list|show|replay}: for operators. */
@Command(
        name = "dead-letters",
        description = "Lists, shows and replays the messages that could not become a reservation (table dead_letters).",
        footer = {"", "Takes the service's settings from the environment: see reserve-client --help."})
public final class DeadLettersCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this help")
    private boolean help;

    private DeadLettersCommand() {}

    /** @param environment the settings, as {@link System#getenv()} returns them */
    public static CommandLine in(Map<String, String> environment) {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new ListCommand(environment))
                .addSubcommand(new ShowCommand(environment))
                .addSubcommand(new ReplayCommand(environment))
                .setExpandAtFiles(false);
    }
}
