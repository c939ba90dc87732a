package com.billshotel.server.migrations;

import com.billshotel.runtime.app.CommandFailedException;
import com.billshotel.runtime.app.ServiceSubcommand;
import com.billshotel.runtime.mysql.MysqlAdministration;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.api.MigrationInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code migrate}: for whoever installs or upgrades the system. */
@Command(
        name = "migrate",
        description = "Brings the tables of both services to the version that this hotel-server needs.",
        footer = {
            "",
            "Waits for MySQL. Safe to repeat, also after an interruption, and to run several times at once. The services may go on"
                    + " meanwhile, except on the tables of the original system. Takes MySQL's settings from the environment (see hotel-server --help); the user needs the"
                    + " rights to create and alter tables, which the services' users do not have."
        })
public final class MigrateCommand extends ServiceSubcommand {
    private static final Duration WAIT_LIMIT = Duration.ofMinutes(10);

    @Option(names = "--dry-run", description = "print the SQL that would run, and change nothing")
    private boolean dryRun;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    private MigrateCommand(Map<String, String> environment) {
        super(environment, MysqlPool.SETTINGS);
    }

    /** @param environment the settings, as {@link System#getenv()} returns them */
    public static CommandLine in(Map<String, String> environment) {
        return new CommandLine(new MigrateCommand(environment)).addSubcommand(new InfoCommand(environment));
    }

    @Override
    protected void run(Settings settings) throws Exception {
        MysqlAdministration mysql = MysqlAdministration.of(settings);
        try (MigrationProgress progress = new MigrationProgress(err())) {
            Migrations migrations = new Migrations(mysql, progress);
            migrations.awaitMysql(WAIT_LIMIT, () -> waiting("MySQL at " + mysql.server()));
            migrations.exclusively(() -> waiting("another migrate to end"), () -> run(migrations));
        }
    }

    private void run(Migrations migrations) throws CommandFailedException {
        migrations.requireSuitable();
        List<MigrationInfo> pending = migrations.pending();
        if (dryRun) {
            for (MigrationInfo migration : pending) {
                print(migrations, migration);
            }
        } else {
            migrations.migrate();
        }
        if (pending.stream().map(MigrationInfo::getVersion).anyMatch(OriginalTables::isTheirs)) {
            migrations.originalRooms().forEach(out()::println);
        }
        out().println(summary(pending.size(), migrations));
    }

    private void waiting(String what) {
        err().println("waiting for " + what);
        err().flush();
    }

    private void print(Migrations migrations, MigrationInfo migration) throws CommandFailedException {
        out().printf(
                        Locale.ROOT,
                        "-- Version %s: %s%n%n%s%n",
                        migration.getVersion(),
                        migration.getDescription(),
                        migrations.sql(migration).strip());
        out().println();
    }

    private String summary(int count, Migrations migrations) throws CommandFailedException {
        String migrated = count + (count == 1 ? " migration" : " migrations") + (dryRun ? " would run" : " done");
        return "-- " + (count == 0 ? "nothing to do" : migrated) + "; the schema has version " + migrations.current()
                + ", and this hotel-server needs " + migrations.newest();
    }
}
