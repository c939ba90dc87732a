package com.billshotel.reserve.deadletters;

import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.MysqlSubcommand;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** A subcommand that uses the table. */
@Command(sortOptions = false)
abstract class DeadLetterSubcommand extends MysqlSubcommand {
    /** @param settings those that the command reads in addition to MySQL's */
    DeadLetterSubcommand(Map<String, String> environment, Setting<?>... settings) {
        super(environment, List.of(DeadLetterTable.TABLE), settings);
    }

    abstract void run(DeadLetterTable table, Settings settings) throws Exception;

    @Override
    protected final void run(MysqlPool mysql, Settings settings) throws Exception {
        run(new DeadLetterTable(mysql), settings);
    }
}
