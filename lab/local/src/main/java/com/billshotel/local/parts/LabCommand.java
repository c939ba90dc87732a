package com.billshotel.local.parts;

import com.billshotel.embedded.mysql.MysqlStartException;
import com.billshotel.runtime.app.Logging;
import picocli.CommandLine;

/** Runs the command behind a script in {@code bin}. */
public final class LabCommand {
    private static final int HELP_WIDTH = 120;

    /** Keeps each option on one line with its description, where bin/quickstart finds the default ports. */
    private static final int LONGEST_OPTION = 40;

    private LabCommand() {}

    /** Runs the command, then exits with its exit code. */
    public static void main(Object command, String[] arguments) {
        Logging.unify();
        System.exit(commandLine(command).execute(arguments));
    }

    /** The answer to {@code --help}, under the command's own name: the text in {@code bin/lib/help}. */
    public static String help(Class<?> command) {
        return commandLine(command).getUsageMessage();
    }

    private static CommandLine commandLine(Object command) {
        CommandLine line = new CommandLine(command)
                .setUsageHelpWidth(HELP_WIDTH)
                .setUsageHelpLongOptionsMaxWidth(LONGEST_OPTION)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((failure, arguments) -> refuse(failure))
                .setExecutionExceptionHandler((failure, failed, parsed) -> explain(failure, failed));
        // The name of the script, or of the symbolic link to it, that the user typed.
        return line.setCommandName(System.getProperty("bills-hotel.command", line.getCommandName()));
    }

    private static int refuse(CommandLine.ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().root().name();
        command.getErr().println(name + ": " + failure.getMessage() + "; see " + name + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /** Prints one line for an error that the user can fix, and a stack trace for any other. */
    private static int explain(Exception failure, CommandLine command) throws Exception {
        if (!(failure instanceof LabException || failure instanceof MysqlStartException)) {
            throw failure;
        }
        command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
