package com.billshotel.reserve.deadletters;

import com.billshotel.runtime.app.CommandFailedException;
import com.billshotel.runtime.app.ServiceSubcommand;
import com.billshotel.runtime.mysql.MysqlFault;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that works on the table, and says in a line what is wrong if it is not there. */
@Command(sortOptions = false)
abstract class LettersCommand extends ServiceSubcommand {
    /** The command does one thing after the other. */
    private static final int CONNECTIONS = 1;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    LettersCommand(Map<String, String> environment, List<Setting<?>> settings) {
        super(environment, settings);
    }

    abstract void run(DeadLetterTable table, Settings settings) throws Exception;

    @Override
    protected final void run(Settings settings) throws Exception {
        try (MysqlPool mysql = MysqlPool.open(settings, CONNECTIONS, List.of(DeadLetterTable.TABLE))) {
            check(mysql);
            try {
                run(new DeadLetterTable(mysql), settings);
            } catch (SQLException failure) {
                check(mysql);
                throw new CommandFailedException(
                        "MySQL: " + MysqlFault.of(failure) + ", error " + failure.getErrorCode() + "; try again");
            }
        }
    }

    private static void check(MysqlPool mysql) throws CommandFailedException {
        Optional<String> problem = mysql.problem();
        if (problem.isPresent()) {
            throw new CommandFailedException("MySQL: " + problem.get());
        }
    }
}
