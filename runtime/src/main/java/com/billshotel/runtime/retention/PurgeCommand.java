package com.billshotel.runtime.retention;

import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.mysql.Table;
import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code purge}: for operators, or once a day. */
@Command(
        name = "purge",
        sortOptions = false,
        footer = {
            "",
            "Keeps one day more than the bound, as a margin for clocks and time zones. Safe to interrupt, to repeat, and to run while the services"
                    + " work: it deletes a few rows at a time. Takes MySQL's settings from the environment; the services' users may not delete:"
                    + " sql/users.sh creates one that may."
        })
public final class PurgeCommand extends RetentionCommand {
    private static final int MIN_DAYS = 31;
    private static final int MAX_DAYS = 36_500;

    /** How long rows are kept that may be purged; unset: for ever. */
    public static final Setting<Optional<Integer>> RETENTION_DAYS = days("RETENTION_DAYS");

    private static final Setting<Optional<Integer>> OLDER_THAN = days("--older-than");

    private final Function<Cutoff, List<Sweep>> sweeps;

    @Option(
            names = "--older-than",
            paramLabel = "DAYS",
            description = "the bound, instead of RETENTION_DAYS; at least 31")
    private String olderThan;

    @Option(names = "--dry-run", description = "count the rows, and change nothing")
    private boolean dryRun;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    private PurgeCommand(Map<String, String> environment, List<Table> tables, Function<Cutoff, List<Sweep>> sweeps) {
        super(environment, tables, RETENTION_DAYS, OLDER_THAN);
        this.sweeps = sweeps;
    }

    /**
     * The command of one service.
     *
     * @param environment the settings, as {@link System#getenv()} returns them
     * @param description what goes and what stays, for the help
     * @param tables what the sweeps use
     * @param sweeps what goes, in this order
     */
    public static CommandLine in(
            Map<String, String> environment,
            String description,
            List<Table> tables,
            Function<Cutoff, List<Sweep>> sweeps) {
        CommandLine command = new CommandLine(new PurgeCommand(environment, tables, sweeps));
        command.getCommandSpec().usageMessage().description(description);
        return command;
    }

    @Override
    protected Map<String, String> overrides() {
        return olderThan == null ? Map.of() : Map.of(OLDER_THAN.name(), olderThan);
    }

    @Override
    protected void run(MysqlPool mysql, Settings settings) throws Exception {
        int days = settings.get(OLDER_THAN)
                .or(() -> settings.get(RETENTION_DAYS))
                .orElseThrow(() -> new BadSettingException(
                        "nothing was purged, because no bound is set: set RETENTION_DAYS, or give --older-than DAYS"));
        awaitMysql(settings);
        Cutoff cutoff = Cutoff.of(days, mysql);
        if (dryRun) {
            count(mysql, sweeps.apply(cutoff));
        } else {
            sweep(mysql, sweeps.apply(cutoff));
        }
        out().println("-- " + (dryRun ? "nothing was changed; " : "") + "last changed before " + cutoff.time() + "Z, "
                + days + " days and a margin of " + Cutoff.MARGIN_DAYS + " ago");
    }

    private static Setting<Optional<Integer>> days(String name) {
        return Setting.optionalInteger(
                name,
                MIN_DAYS,
                MAX_DAYS,
                "a number of days from " + MIN_DAYS + " to " + MAX_DAYS + ": Pub/Sub keeps a message for up to "
                        + MIN_DAYS + " days, and a redelivery would book again what was purged before",
                "days for which purge keeps cancelled and refused reservations and replayed dead letters; unset: for ever");
    }
}
