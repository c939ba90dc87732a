package com.billshotel.embedded.mysql;

import com.billshotel.embedded.network.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a server that behaves, and costs, like MySQL 9.7 with its default settings. */
final class ServerArguments {
    /** MySQL's default; MariaDB's lacks the checks on dates and groups. */
    private static final String SQL_MODE = "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
            + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    private ServerArguments() {}

    /** The last of two equal options wins, so {@code extra} overrules all that is set here. */
    static List<String> of(Distribution distribution, Path dataFolder, int port, List<String> extra) {
        List<String> arguments = new ArrayList<>();
        arguments.add(distribution.server().toString());
        // Must come first: no my.cnf of this machine shall change what a test sees.
        arguments.add("--no-defaults");
        arguments.add("--console");
        arguments.addAll(place(distribution, dataFolder, port));
        arguments.addAll(durability());
        arguments.addAll(manners());
        arguments.addAll(extra);
        return arguments;
    }

    private static List<String> place(Distribution distribution, Path dataFolder, int port) {
        List<String> arguments = new ArrayList<>(List.of(
                "--basedir=" + distribution.base(),
                "--datadir=" + dataFolder,
                "--pid-file=mariadb.pid",
                "--bind-address=" + Ports.LOOPBACK,
                "--port=" + port,
                // None: Connector/J speaks TCP, and a socket's path may not exceed 107 characters, which temporary
                // folders do.
                "--socket="));
        if (System.getProperty("user.name").equals("root")) {
            // Without it the server refuses to run as root, which is who runs in most containers.
            arguments.add("--user=root");
        }
        return arguments;
    }

    /** Two flushes a commit, redo log and binary log, as in MySQL; MariaDB has no binary log unless told. */
    private static List<String> durability() {
        return List.of(
                "--innodb-flush-log-at-trx-commit=1",
                "--log-bin=binlog",
                "--sync-binlog=1",
                "--binlog-format=ROW",
                "--binlog-expire-logs-seconds=2592000",
                "--server-id=1");
    }

    private static List<String> manners() {
        return List.of(
                "--character-set-server=utf8mb4",
                "--sql-mode=" + SQL_MODE,
                "--max-connections=300",
                "--max-allowed-packet=64M",
                "--innodb-buffer-pool-size=256M",
                "--skip-name-resolve",
                // Loopback only: making a certificate at every start would buy nothing.
                "--skip-ssl");
    }
}
