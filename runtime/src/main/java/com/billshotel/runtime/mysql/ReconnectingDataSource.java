package com.billshotel.runtime.mysql;

import com.google.common.base.Throwables;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Opens connections for a pool. While no server answers, it keeps trying, so that an outage ends as soon as MySQL answers; after a
 * failure the pool itself waits up to 5 s. The first failure of an outage is reported at once, because the pool gives it to its
 * callers as the reason why there is no connection; so is every answer of a server.
 */
final class ReconnectingDataSource extends ForwardingDataSource {
    static final Duration INTERVAL = Duration.ofMillis(250);

    private final DataSource server;
    private volatile boolean away;

    ReconnectingDataSource(DataSource server) {
        super(server);
        this.server = server;
    }

    @Override
    Connection connect(Login login) throws SQLException {
        while (true) {
            try {
                Connection connection = login.at(server);
                away = false;
                return connection;
            } catch (SQLException failure) {
                boolean known = away;
                away = isUnreachable(failure);
                if (!known || !away || !pause()) {
                    throw failure;
                }
            }
        }
    }

    /** Narrower than {@link MysqlFault#isWithoutAnswer}: a server that breaks off a login is there, and its reason is wanted. */
    private static boolean isUnreachable(SQLException failure) {
        return Throwables.getCausalChain(failure).stream()
                .anyMatch(cause -> cause instanceof NoPrimaryException
                        || cause instanceof ConnectException
                        || cause instanceof NoRouteToHostException
                        || cause instanceof SocketTimeoutException
                        || cause instanceof UnknownHostException);
    }

    /** Returns false if the pool is being closed, which interrupts the thread. */
    private static boolean pause() {
        try {
            Thread.sleep(INTERVAL.toMillis());
            return true;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
