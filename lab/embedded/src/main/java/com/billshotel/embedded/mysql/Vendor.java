package com.billshotel.embedded.mysql;

import java.nio.file.Path;
import java.util.List;

/** Whose server it is: their options differ, and so does the installation of the data folder. */
enum Vendor {
    MARIADB("MariaDB", "11.1") {
        @Override
        List<String> arguments() {
            return List.of(
                    "--console",
                    // Two flushes per commit, redo log and binary log, as in MySQL. MariaDB's binary log is off by
                    // default.
                    "--innodb-flush-log-at-trx-commit=1",
                    "--log-bin=binlog",
                    "--sync-binlog=1",
                    "--binlog-format=ROW",
                    "--binlog-expire-logs-seconds=2592000",
                    "--server-id=1",
                    // MySQL's root may log in from localhost only, as which it knows the loopback address by itself.
                    "--skip-name-resolve",
                    // MySQL's default; MariaDB's lacks the checks on dates and on GROUP BY.
                    "--sql-mode=ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                            + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION",
                    // Loopback only: a certificate generated at every start would add no security.
                    "--skip-ssl");
        }

        /** Matches MySQL: root can log in over TCP with an empty password, and there are no anonymous accounts. */
        @Override
        List<String> installation() {
            return List.of(
                    "--force", "--skip-name-resolve", "--skip-test-db", "--auth-root-authentication-method=normal");
        }

        @Override
        Path installer(Path server) {
            return InstalledServer.sibling(server, "mariadb-install-db");
        }
    },

    MYSQL("MySQL", "8.0.23") {
        @Override
        List<String> arguments() {
            return List.of(
                    // Its port, 33060, is the same for all servers.
                    "--mysqlx=OFF",
                    // Distributions set it to a folder that only their own service may use.
                    "--secure-file-priv=NULL");
        }

        @Override
        List<String> installation() {
            return List.of("--initialize-insecure", "--secure-file-priv=NULL");
        }

        @Override
        Path installer(Path server) {
            return server;
        }
    };

    private final String shown;
    private final String oldest;

    Vendor(String shown, String oldest) {
        this.shown = shown;
        this.oldest = oldest;
    }

    /** The first version that knows all that {@code sql/init.sql} uses. */
    String oldest() {
        return oldest;
    }

    /** Arguments of the server in addition to those that both vendors know. */
    abstract List<String> arguments();

    /** The program that creates a data folder. */
    abstract Path installer(Path server);

    /** Arguments of {@link #installer} in addition to the folders. */
    abstract List<String> installation();

    @Override
    public String toString() {
        return shown;
    }
}
