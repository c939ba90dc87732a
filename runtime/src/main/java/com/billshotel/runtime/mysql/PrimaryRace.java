package com.billshotel.runtime.mysql;

import com.billshotel.runtime.limits.TimeLimits;
import com.google.common.net.HostAndPort;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * Connects to several servers at the same time, until one of them turns out to be the primary. Each is asked again and again, so that
 * one that hangs does not hide that another one has become the primary. The race is lost once every server has failed or answered
 * that it is not, or after {@link TimeLimits#LOGIN}.
 */
final class PrimaryRace {
    private static final ExecutorService ATTEMPTS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "mysql-connect");
        thread.setDaemon(true);
        return thread;
    });

    private final Map<HostAndPort, DataSource> servers;
    private final ForwardingDataSource.Login login;
    private final Map<HostAndPort, SQLException> reasons = new ConcurrentHashMap<>();
    private final CompletableFuture<Winner> winner = new CompletableFuture<>();
    private final CountDownLatch headStart = new CountDownLatch(1);

    /** The primary, and a connection to it. */
    record Winner(HostAndPort server, Connection connection) {}

    PrimaryRace(Map<HostAndPort, DataSource> servers, ForwardingDataSource.Login login) {
        this.servers = servers;
        this.login = login;
    }

    /**
     * Runs the race; once.
     *
     * @param first the server that gets a head start; null: none
     * @throws SQLException {@link NoPrimaryException}, or the answer of a server if all refuse the login
     */
    Winner run(HostAndPort first) throws SQLException {
        if (first == null) {
            headStart.countDown();
        }
        servers.keySet().forEach(server -> ATTEMPTS.execute(() -> enter(server, server.equals(first))));
        try {
            return winner.get(TimeLimits.LOGIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException lost) {
            return endWith(failure());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return endWith(new SQLTransientConnectionException("interrupted"));
        } finally {
            headStart.countDown();
        }
    }

    /** One server may still win until this moment. */
    private Winner endWith(SQLException failure) throws SQLException {
        if (winner.completeExceptionally(failure) || winner.isCompletedExceptionally()) {
            throw failure;
        }
        return winner.join();
    }

    private void enter(HostAndPort server, boolean hasHeadStart) {
        try {
            if (!hasHeadStart) {
                headStart.await(TimeLimits.CONNECT.toMillis(), TimeUnit.MILLISECONDS);
            }
            while (!winner.isDone()) {
                attempt(server);
                headStart.countDown();
                TimeUnit.MILLISECONDS.sleep(ReconnectingDataSource.INTERVAL.toMillis());
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(HostAndPort server) {
        try {
            offer(server, login.at(servers.get(server)));
        } catch (SQLException failure) {
            reasons.put(server, failure);
            if (reasons.size() == servers.size()) {
                winner.completeExceptionally(failure);
            }
        }
    }

    private void offer(HostAndPort server, Connection connection) throws SQLException {
        boolean isWon = false;
        try {
            Primary.require(connection);
            isWon = winner.complete(new Winner(server, connection));
        } finally {
            if (!isWon) {
                connection.close();
            }
        }
    }

    private SQLException failure() {
        boolean allRefuse =
                reasons.size() == servers.size() && reasons.values().stream().noneMatch(MysqlFault::isWithoutAnswer);
        if (allRefuse) {
            return reasons.get(servers.keySet().iterator().next());
        }
        Map<HostAndPort, SQLException> inOrder = new LinkedHashMap<>();
        for (HostAndPort server : servers.keySet()) {
            SQLException reason = reasons.get(server);
            inOrder.put(server, reason != null ? reason : new SQLTransientConnectionException("no answer yet"));
        }
        return new NoPrimaryException(inOrder);
    }
}
