package com.billshotel.local.parts;

import com.billshotel.runtime.app.Logging;
import picocli.CommandLine;

/** Runs the command behind a script in {@code bin}. */
public final class LabCommand {
    private static final int HELP_WIDTH = 120;

    private LabCommand() {}

    /** Runs the command, then exits with its exit code. */
    public static void main(Object command, String[] arguments) {
        Logging.unify();
        System.exit(new CommandLine(command)
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(LabCommand::explain)
                .execute(arguments));
    }

    /** Prints one line for an error that the user can fix, and a stack trace for any other. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(failure instanceof LabException)) {
            throw failure;
        }
        command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
