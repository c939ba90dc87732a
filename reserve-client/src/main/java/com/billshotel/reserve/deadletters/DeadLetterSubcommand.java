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
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** A subcommand that uses the table, and reports MySQL's problems in one line. */
@Command(sortOptions = false)
abstract class DeadLetterSubcommand extends ServiceSubcommand {
    private static final int CONNECTIONS = 1; // statements run one after the other

    /** @param settings those that the command reads in addition to MySQL's */
    DeadLetterSubcommand(Map<String, String> environment, Setting<?>... settings) {
        super(
                environment,
                Stream.concat(MysqlPool.SETTINGS.stream(), Stream.of(settings)).toList());
    }

    abstract void run(DeadLetterTable table, Settings settings) throws Exception;

    @Override
    protected final void run(Settings settings) throws Exception {
        try (MysqlPool mysql = MysqlPool.open(settings, CONNECTIONS, List.of(DeadLetterTable.TABLE))) {
            try {
                run(new DeadLetterTable(mysql), settings);
            } catch (SQLException failure) {
                String fault = MysqlFault.of(failure) + ", error " + failure.getErrorCode() + "; try again";
                throw new CommandFailedException("MySQL: " + mysql.problem().orElse(fault));
            }
        }
    }
}
