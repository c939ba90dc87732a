package com.billshotel.runtime.retention;

import com.billshotel.runtime.app.CommandFailedException;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.Table;
import com.billshotel.runtime.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code forget}: for operators. */
@Command(
        name = "forget",
        sortOptions = false,
        footer = {
            "",
            "Rooms and counts stay as they are. Run it with both jars, in any order, and once more an hour later for what was being booked"
                    + " meanwhile. Safe to interrupt, to repeat, and to run while the services work. Takes MySQL's settings from the environment;"
                    + " the services' users may not delete: sql/users.sh creates one that may."
        })
public final class ForgetCommand extends RetentionCommand {
    private final LongFunction<List<Sweep>> sweeps;

    @Option(
            names = "--user",
            paramLabel = "N",
            required = true,
            converter = UserId.class,
            description = "the id of the user to erase")
    private long user;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    private ForgetCommand(Map<String, String> environment, List<Table> tables, LongFunction<List<Sweep>> sweeps) {
        super(environment, tables);
        this.sweeps = sweeps;
    }

    /**
     * The command of one service.
     *
     * @param environment the settings, as {@link System#getenv()} returns them
     * @param description what becomes of the user's rows, for the help
     * @param tables what the sweeps use
     * @param sweeps what to do for a user, in this order
     */
    public static CommandLine in(
            Map<String, String> environment, String description, List<Table> tables, LongFunction<List<Sweep>> sweeps) {
        CommandLine command = new CommandLine(new ForgetCommand(environment, tables, sweeps));
        command.getCommandSpec().usageMessage().description(description);
        return command;
    }

    @Override
    protected void run(MysqlPool mysql, Settings settings) throws Exception {
        awaitMysql(settings);
        int locked = sweep(mysql, sweeps.apply(user));
        if (locked > 0) {
            throw new CommandFailedException(
                    "not everything is erased, because other sessions keep rows locked: end them, and run it again");
        }
    }

    private static final class UserId implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException notAnInteger) {
                throw new TypeConversionException("'" + text + "'; expected a 64-bit integer");
            }
        }
    }
}
