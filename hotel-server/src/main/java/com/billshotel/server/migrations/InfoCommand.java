package com.billshotel.server.migrations;

import com.billshotel.runtime.app.ServiceSubcommand;
import com.billshotel.runtime.mysql.MysqlAdministration;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.Settings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.api.MigrationInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code migrate info}. */
@Command(name = "info", description = "Lists the migrations, and which of them the database has.")
final class InfoCommand extends ServiceSubcommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    InfoCommand(Map<String, String> environment) {
        super(environment, MysqlPool.SETTINGS);
    }

    @Override
    protected void run(Settings settings) throws Exception {
        Migrations migrations = new Migrations(MysqlAdministration.of(settings));
        row("VERSION", "DESCRIPTION", "STATE", "SINCE");
        for (MigrationInfo migration : migrations.all()) {
            row(
                    migration.getVersion().toString(),
                    migration.getDescription(),
                    migration.getState().getDisplayName().toLowerCase(Locale.ROOT),
                    time(migration.getInstalledOn()));
        }
        migrations.originalRooms().forEach(out()::println);
    }

    private void row(String version, String description, String state, String since) {
        out().printf(Locale.ROOT, "%-7s  %-40s  %-7s  %s%n", version, description, state, since);
    }

    private static String time(Date installed) {
        return installed == null
                ? ""
                : Instant.ofEpochMilli(installed.getTime())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
    }
}
