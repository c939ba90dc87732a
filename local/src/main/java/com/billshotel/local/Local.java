package com.billshotel.local;

import com.billshotel.local.drill.DrillCommand;
import com.billshotel.local.parts.LocalException;
import com.billshotel.runtime.app.Logging;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The whole system on one machine: the commands behind the scripts in {@code bin}. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {QuickstartCommand.class, DrillCommand.class, PubSubCommand.class})
public final class Local {
    private Local() {}

    public static void main(String[] arguments) {
        Logging.unify();
        System.exit(new CommandLine(new Local())
                .setUsageHelpWidth(120)
                .setExecutionExceptionHandler(Local::explain)
                .execute(arguments));
    }

    /** One line for what a person can mend, the stack trace only for what they cannot. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(failure instanceof LocalException)) {
            throw failure;
        }
        command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
