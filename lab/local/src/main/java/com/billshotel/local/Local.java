package com.billshotel.local;

import com.billshotel.local.parts.LabCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The commands behind {@code bin/quickstart} and the Pub/Sub broker's image. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {QuickstartCommand.class, PubSubCommand.class})
public final class Local {
    private Local() {}

    public static void main(String[] arguments) {
        LabCommand.main(new Local(), arguments);
    }
}
