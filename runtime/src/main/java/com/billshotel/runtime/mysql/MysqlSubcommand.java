package com.billshotel.runtime.mysql;

import com.billshotel.runtime.app.CommandFailedException;
import com.billshotel.runtime.app.ServiceSubcommand;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A subcommand that uses MySQL, and reports its problems in one line. */
public abstract class MysqlSubcommand extends ServiceSubcommand {
    private static final int CONNECTIONS = 1; // statements run one after the other

    private final List<Table> tables;

    /**
     * Creates the subcommand; the settings are read when it runs.
     *
     * @param tables the tables that it uses; see {@link MysqlPool#open}
     * @param settings those that it reads in addition to MySQL's
     */
    protected MysqlSubcommand(Map<String, String> environment, List<Table> tables, Setting<?>... settings) {
        super(
                environment,
                Stream.concat(MysqlPool.SETTINGS.stream(), Stream.of(settings)).toList());
        this.tables = tables;
    }

    /** Does the work; see {@link ServiceSubcommand#run}. */
    protected abstract void run(MysqlPool mysql, Settings settings) throws Exception;

    @Override
    protected final void run(Settings settings) throws Exception {
        try (MysqlPool mysql = MysqlPool.open(settings, CONNECTIONS, tables)) {
            try {
                run(mysql, settings);
            } catch (SQLException failure) {
                String fault = MysqlFault.of(failure) + ", error " + failure.getErrorCode() + "; try again";
                throw new CommandFailedException("MySQL: "
                        + MysqlFault.missingRight(failure).or(mysql::problem).orElse(fault));
            }
        }
    }
}
