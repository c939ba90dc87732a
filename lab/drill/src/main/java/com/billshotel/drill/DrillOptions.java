package com.billshotel.drill;

import com.billshotel.drill.system.MysqlCommands;
import com.billshotel.drill.system.Release;
import com.billshotel.drill.system.SystemPlan;
import com.billshotel.drill.traffic.Hotels;
import com.billshotel.drill.traffic.OldBookings;
import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.local.parts.LabException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options of a drill. */
final class DrillOptions {
    private static final int KILLS_PER_RESTART = 10;
    private static final int FULL_DRILL_KILLS = 200;
    private static final int HOTELS = 60;

    /** The system property with the folder in which {@code bin/drill} has built the release to upgrade from. */
    private static final String OLD_RELEASE = "bills-hotel.old-release";

    /** The approximate share of bookings among all messages; the rest are cancellations and repeats. */
    private static final double BOOKINGS = 0.4;

    @Option(
            names = "--messages",
            defaultValue = "1000000",
            paramLabel = "N",
            description = "How many messages to publish. Default: ${DEFAULT-VALUE}.")
    long messages;

    @Option(
            names = "--kills",
            defaultValue = "1000",
            paramLabel = "N",
            description =
                    "How many processes to kill with -9; pauses, network faults and ambiguous commits are in proportion."
                            + " Default: ${DEFAULT-VALUE}.")
    int kills;

    @Option(
            names = "--restarts",
            paramLabel = "N",
            description = "How many services to restart in an orderly way. Default: a tenth of the kills.")
    Integer restarts;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the messages and faults. Default: a random one, which is printed.")
    long seed = ThreadLocalRandom.current().nextInt(1, 1_000_000_000);

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Stop injecting faults and publishing after N minutes. Default: no limit.")
    Double minutes;

    @Option(
            names = "--mysql",
            defaultValue = "embedded",
            paramLabel = "embedded|real|group",
            description =
                    "real: the server named by MYSQL_HOST, MYSQL_PORT, MYSQL_USER and MYSQL_PASSWORD. group: the members of"
                            + " a Group Replication, which MYSQL_HOST lists as HOST:PORT,...; the primary is killed, and changed.")
    Mysql mysql;

    @Option(
            names = "--mysql-kill-command",
            paramLabel = "COMMAND",
            description = "Kills the server with -9; of a group, the one at {port}.")
    String killCommand;

    @Option(
            names = "--mysql-lose-command",
            paramLabel = "COMMAND",
            description = "With --mysql group: kills the member at {port} with -9 and deletes its data. Used once.")
    String loseCommand;

    @Option(
            names = "--mysql-restart-command",
            paramLabel = "COMMAND",
            description =
                    "Restarts the server on its data and returns once it accepts connections; in a group, restarts the"
                            + " member at {port} and returns once it has joined.")
    String restartCommand;

    @Option(
            names = "--servers",
            defaultValue = "2",
            paramLabel = "N",
            description = "How many hotel-servers. Default: ${DEFAULT-VALUE}.")
    int servers;

    @Option(
            names = "--workers",
            defaultValue = "2",
            paramLabel = "N",
            description = "How many workers. Default: ${DEFAULT-VALUE}.")
    int workers;

    @Option(
            names = "--upgrade-from",
            paramLabel = "REF",
            description =
                    "Start with the services and tables of this commit or tag, which is built first; then migrate the tables and"
                            + " update the services one by one, back, and again, during the faults.")
    String upgradeFrom;

    @Option(
            names = "--rows",
            defaultValue = "0",
            paramLabel = "N",
            description = "With --upgrade-from: how many bookings the tables have before. Default: ${DEFAULT-VALUE}.")
    long rows;

    @Option(
            names = "--publish",
            description = "For maintainers: also replace the picture and its raw data in docs, if every check passes."
                    + " Only after a full drill.")
    boolean publish;

    @Option(
            names = "--redraw",
            description = "For maintainers: run no drill; draw the published picture again from its raw data.")
    boolean redraw;

    /** The database to run on. */
    enum Mysql {
        embedded,
        real,
        group
    }

    SystemPlan plan() {
        MysqlCommands commands = new MysqlCommands(killCommand, loseCommand, restartCommand);
        if (mysql == Mysql.embedded) {
            return new SystemPlan(servers, workers, List.of(), commands);
        }
        List<MysqlAddress> members =
                MysqlAddress.fromEnvironment().map(DrillOptions::members).orElse(List.of());
        boolean isGroup = mysql == Mysql.group;
        if (members.isEmpty() || killCommand == null || restartCommand == null || isGroup && loseCommand == null) {
            throw new LabException("--mysql " + mysql + " needs MYSQL_HOST, --mysql-kill-command"
                    + (isGroup ? ", --mysql-lose-command" : "") + " and --mysql-restart-command");
        } else if (isGroup != members.size() > 1) {
            throw new LabException("--mysql " + mysql + " and " + members.size() + " servers in MYSQL_HOST; expected "
                    + (isGroup ? "several" : "one"));
        }
        return new SystemPlan(servers, workers, members, commands);
    }

    private static List<MysqlAddress> members(MysqlAddress listed) {
        return Stream.of(listed.host().split(","))
                .map(member -> member.split(":", 2))
                .map(member -> new MysqlAddress(
                        member[0],
                        member.length == 1 ? listed.port() : Integer.parseInt(member[1]),
                        listed.user(),
                        listed.password()))
                .toList();
    }

    /** Whether MySQL goes on without its primary. */
    boolean failsOver() {
        return mysql == Mysql.group;
    }

    /**
     * The release to upgrade from, which {@code bin/drill} has built; empty without an upgrade.
     *
     * @throws LabException if it has not been built
     */
    Optional<Release> oldRelease() {
        if (upgradeFrom == null) {
            return Optional.empty();
        }
        String folder = System.getProperty(OLD_RELEASE);
        if (folder == null) {
            throw new LabException("--upgrade-from needs bin/drill, which builds " + upgradeFrom);
        }
        return Optional.of(Release.builtIn(Path.of(folder)));
    }

    OldBookings oldBookings() {
        if (rows > 0 && upgradeFrom == null) {
            throw new LabException("--rows is for drills with --upgrade-from");
        }
        return new OldBookings(rows);
    }

    Hotels hotels() {
        return new Hotels(HOTELS, (long) (messages * BOOKINGS), false);
    }

    int restarts() {
        return restarts != null ? restarts : kills / KILLS_PER_RESTART;
    }

    int members() {
        return servers + workers + 1;
    }

    Duration limit() {
        return minutes == null ? Duration.ofDays(1) : Duration.ofSeconds(Math.round(minutes * 60));
    }

    /** A short drill is too short to reach every crash point, and an old release may not have it. */
    boolean wantsAllPoints() {
        return kills >= FULL_DRILL_KILLS && minutes == null && upgradeFrom == null;
    }

    /** How often to measure the handover of a killed worker's messages. */
    int handovers() {
        return kills >= FULL_DRILL_KILLS ? 5 : kills > 0 ? 1 : 0;
    }
}
