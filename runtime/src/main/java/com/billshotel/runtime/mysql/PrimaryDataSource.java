package com.billshotel.runtime.mysql;

import com.google.common.net.HostAndPort;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Connects to the one of several servers that accepts writes. The last one that did is asked first; the others are asked once it has
 * failed, or has not answered for as long as connecting may take. So a server that hangs delays nobody for longer.
 */
final class PrimaryDataSource extends ForwardingDataSource {
    private final Map<HostAndPort, DataSource> servers;
    private volatile HostAndPort primary; // null: not known yet

    /** @param servers in the order of MYSQL_HOST */
    PrimaryDataSource(Map<HostAndPort, DataSource> servers) {
        super(servers.values().iterator().next());
        this.servers = servers;
    }

    /** @throws NoPrimaryException if no server accepts writes, and not all of them refuse the login */
    @Override
    Connection connect(Login login) throws SQLException {
        PrimaryRace race = new PrimaryRace(servers, login);
        PrimaryRace.Winner winner = race.run(primary);
        primary = winner.server();
        return winner.connection();
    }
}
