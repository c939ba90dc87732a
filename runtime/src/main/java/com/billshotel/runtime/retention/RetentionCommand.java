package com.billshotel.runtime.retention;

import com.billshotel.runtime.app.Progress;
import com.billshotel.runtime.mysql.MysqlAdministration;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.MysqlSubcommand;
import com.billshotel.runtime.mysql.Table;
import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sweeps one table after the other, with progress and a summary. */
abstract class RetentionCommand extends MysqlSubcommand {
    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(2);

    /** Kubernetes' NetworkPolicies admit a new pod only after a moment. */
    private static final Duration MYSQL_WAIT = Duration.ofMinutes(1);

    RetentionCommand(Map<String, String> environment, List<Table> tables, Setting<?>... settings) {
        super(environment, tables, settings);
    }

    /** Waits until MySQL answers, for a minute at most. */
    final void awaitMysql(Settings settings) throws BadSettingException, SQLException, InterruptedException {
        MysqlAdministration mysql = MysqlAdministration.of(settings);
        mysql.awaitAnswer(MYSQL_WAIT, () -> {
            err().println("waiting for MySQL at " + mysql.server());
            err().flush();
        });
    }

    /** @return the rows that stay locked by other sessions */
    final int sweep(MysqlPool mysql, List<Sweep> sweeps) throws SQLException, InterruptedException {
        row("TABLE", "ROWS", "");
        int locked = 0;
        Duration longest = Duration.ZERO;
        for (Sweep sweep : sweeps) {
            Tally tally = run(sweep, mysql, false);
            row(sweep.table(), tally.done(), sweep.outcome());
            if (tally.referenced() > 0) {
                row(sweep.table(), tally.referenced(), "kept: another table refers to them");
            }
            if (tally.locked() > 0) {
                row(sweep.table(), tally.locked(), "kept: another session has locked them");
            }
            locked += tally.locked();
            longest = Collections.max(List.of(longest, tally.longest()));
        }
        out().println("-- longest transaction: " + longest.toMillis() + " ms");
        return locked;
    }

    /** Says what a sweep would find. */
    final void count(MysqlPool mysql, List<Sweep> sweeps) throws SQLException, InterruptedException {
        row("TABLE", "ROWS", "");
        for (Sweep sweep : sweeps) {
            row(sweep.table(), run(sweep, mysql, true).found(), "would be " + sweep.outcome());
        }
    }

    private Tally run(Sweep sweep, MysqlPool mysql, boolean onlyCount) throws SQLException, InterruptedException {
        Tally tally = new Tally();
        Sweeper sweeper = new Sweeper(mysql, sweep, tally);
        try (Progress progress = new Progress(err(), PROGRESS_INTERVAL)) {
            progress.begin(sweep.table(), () -> ": " + tally);
            if (onlyCount) {
                sweeper.count();
            } else {
                sweeper.run();
            }
            progress.end(tally.toString());
        }
        return tally;
    }

    private void row(Object table, Object rows, String what) {
        out().println(String.format(Locale.ROOT, "%-13s  %10s  %s", table, rows, what)
                .stripTrailing());
        out().flush();
    }
}
