package com.billshotel.embedded.mysql;

import com.billshotel.embedded.network.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command line of a server with the behaviour and durability cost of MySQL 9.7 at its default settings. */
final class ServerArguments {
    /** MySQL's default; MariaDB's lacks the checks on dates and on GROUP BY. */
    private static final String SQL_MODE = "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
            + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    private ServerArguments() {}

    /** The last occurrence of an option wins, so {@code extra} overrides the defaults set here. */
    static List<String> of(Distribution distribution, Path dataFolder, int port, List<String> extra) {
        List<String> arguments = new ArrayList<>();
        arguments.add(distribution.server().toString());
        // Must come first: keeps the machine's my.cnf from influencing tests.
        arguments.add("--no-defaults");
        arguments.add("--console");
        arguments.addAll(location(distribution, dataFolder, port));
        arguments.addAll(durability());
        arguments.addAll(behaviour());
        arguments.addAll(extra);
        return arguments;
    }

    private static List<String> location(Distribution distribution, Path dataFolder, int port) {
        List<String> arguments = new ArrayList<>(List.of(
                "--basedir=" + distribution.base(),
                "--datadir=" + dataFolder,
                "--pid-file=mariadb.pid",
                "--bind-address=" + Ports.LOOPBACK,
                "--port=" + port,
                // No Unix socket: Connector/J uses TCP, and paths of temporary folders can exceed a socket's limit of
                // 107 characters.
                "--socket="));
        if (System.getProperty("user.name").equals("root")) {
            // Otherwise the server refuses to run as root, the user in most containers.
            arguments.add("--user=root");
        }
        return arguments;
    }

    /** Two flushes per commit, redo log and binary log, as in MySQL. MariaDB's binary log is off by default. */
    private static List<String> durability() {
        return List.of(
                "--innodb-flush-log-at-trx-commit=1",
                "--log-bin=binlog",
                "--sync-binlog=1",
                "--binlog-format=ROW",
                "--binlog-expire-logs-seconds=2592000",
                "--server-id=1");
    }

    private static List<String> behaviour() {
        return List.of(
                "--character-set-server=utf8mb4",
                "--sql-mode=" + SQL_MODE,
                "--max-connections=300",
                "--max-allowed-packet=64M",
                "--innodb-buffer-pool-size=256M",
                "--skip-name-resolve",
                // Loopback only: a certificate generated at every start would add no security.
                "--skip-ssl");
    }
}
