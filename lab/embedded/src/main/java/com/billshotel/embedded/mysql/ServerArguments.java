package com.billshotel.embedded.mysql;

import com.billshotel.embedded.network.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command line of a server with the behaviour and durability cost of MySQL 9.7 at its default settings. */
final class ServerArguments {
    private ServerArguments() {}

    /** The last occurrence of an option wins, so {@code extra} overrides the defaults set here. */
    static List<String> of(Distribution distribution, Path dataFolder, int port, List<String> extra) {
        List<String> arguments = new ArrayList<>();
        arguments.add(distribution.server().toString());
        // Must come first: keeps the machine's my.cnf from influencing tests.
        arguments.add("--no-defaults");
        arguments.addAll(location(distribution, dataFolder, port));
        arguments.addAll(behaviour());
        arguments.addAll(distribution.vendor().arguments());
        arguments.addAll(extra);
        return arguments;
    }

    private static List<String> location(Distribution distribution, Path dataFolder, int port) {
        List<String> arguments = new ArrayList<>(List.of(
                "--basedir=" + distribution.base(),
                "--datadir=" + dataFolder,
                // Not one that servers share: each deletes the temporary tables of all when it starts.
                "--tmpdir=" + dataFolder,
                "--pid-file=mariadb.pid",
                "--bind-address=" + Ports.LOOPBACK,
                "--port=" + port,
                // No Unix socket: Connector/J uses TCP, and paths of temporary folders can exceed a socket's limit of
                // 107 characters.
                "--socket="));
        arguments.addAll(user());
        return arguments;
    }

    /** Without it the server refuses to run as root, the user in most containers. */
    static List<String> user() {
        return System.getProperty("user.name").equals("root") ? List.of("--user=root") : List.of();
    }

    private static List<String> behaviour() {
        return List.of(
                "--character-set-server=utf8mb4",
                "--max-connections=300",
                "--max-allowed-packet=64M",
                "--innodb-buffer-pool-size=256M");
    }
}
