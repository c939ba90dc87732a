package com.billshotel.reserve.deadletters;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dead-letters list|show|replay}: what an operator does with messages that could not become a reservation. */
@Command(
        name = "dead-letters",
        description = "Lists, shows and replays the messages that could not become a reservation (table dead_letters).",
        footer = {"", "Its settings are those of the service, from the environment: see reserve-client --help."})
public final class DeadLettersCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    private DeadLettersCommand() {}

    /**
     * The command line.
     *
     * @param environment where the settings come from, as {@link System#getenv()} gives it
     */
    public static CommandLine in(Map<String, String> environment) {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new ListCommand(environment))
                .addSubcommand(new ShowCommand(environment))
                .addSubcommand(new ReplayCommand(environment))
                .setExpandAtFiles(false);
    }
}
