package com.billshotel.local.parts;

import com.billshotel.runtime.app.Logging;
import picocli.CommandLine;

/** Runs the command behind a script in {@code bin}. */
public final class LabCommand {
    private static final int HELP_WIDTH = 120;

    private LabCommand() {}

    /** Runs the command and ends this process with its exit code. */
    public static void main(Object command, String[] arguments) {
        Logging.unify();
        System.exit(new CommandLine(command)
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(LabCommand::explain)
                .execute(arguments));
    }

    /** One line for what the user can fix; a stack trace only for what they cannot. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(failure instanceof LocalException)) {
            throw failure;
        }
        command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
