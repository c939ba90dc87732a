package com.billshotel.runtime.grpc;

import com.google.rpc.Code;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the memory and the time that requests on the connections of one event loop may take to arrive. Beyond the budget, the
 * connection with the oldest incomplete request loses all its incomplete ones: real requests arrive within milliseconds, so
 * those of an attacker are older. Used only by its event loop, so it needs no locks, and it acts before the next read.
 */
final class ArrivalBudget {
    private static final Logger log = LoggerFactory.getLogger(ArrivalBudget.class);

    private final long limitBytes;
    private final Set<Connection> connections = new HashSet<>();
    private long heldBytes;

    private ArrivalBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    static ArrivalBudget of(EventExecutor loop, long limitBytes) {
        ArrivalBudget budget = new ArrivalBudget(limitBytes);
        loop.scheduleWithFixedDelay(budget::endLateCalls, 1, 1, TimeUnit.SECONDS);
        return budget;
    }

    void add(Connection connection) {
        connections.add(connection);
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    void change(long bytes) {
        heldBytes += bytes;
    }

    /** To be called after each read. */
    void enforce() {
        while (heldBytes > limitBytes) {
            Connection oldest = null;
            for (Connection connection : connections) {
                if (oldest == null || connection.oldestNanos() - oldest.oldestNanos() < 0) {
                    oldest = connection.isReceiving() ? connection : oldest;
                }
            }
            if (oldest == null) {
                return;
            }
            log.warn("ending calls whose incomplete requests take too much memory");
            oldest.abandon(
                    System.nanoTime(),
                    Code.RESOURCE_EXHAUSTED,
                    "OVERLOADED",
                    "too many requests are arriving at the same time; try again later");
        }
    }

    private void endLateCalls() {
        long limit = System.nanoTime() - EndpointLimits.ARRIVAL.toNanos();
        for (Connection connection : connections) {
            if (connection.isReceiving() && connection.oldestNanos() - limit <= 0) {
                log.warn("ending calls whose requests did not arrive in time");
                connection.abandon(
                        limit,
                        Code.DEADLINE_EXCEEDED,
                        "INCOMPLETE_REQUEST",
                        "the request did not arrive within " + EndpointLimits.ARRIVAL.toSeconds() + " s");
            }
        }
    }
}
