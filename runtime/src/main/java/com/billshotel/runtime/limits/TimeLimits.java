package com.billshotel.runtime.limits;

import java.time.Duration;
import java.util.List;

/**
 * How long each layer waits for the one below it, innermost first. Each limit exceeds the one before it, so the layer
 * closest to a fault reports it, with the most specific error and the least work lost: a lock wait that ends with an
 * error from MySQL costs a transaction, one that ends with a socket timeout costs the connection, and one that ends at
 * the RPC deadline leaves abandoned work running.
 */
public final class TimeLimits {
    /** For a row locked by another transaction. The shortest limit: the connection survives, and a retry is cheap. */
    public static final Duration LOCK_WAIT = Duration.ofSeconds(2);

    /** For a whole statement, which may wait for several locks in turn, each for less than {@link #LOCK_WAIT}. */
    public static final Duration STATEMENT = Duration.ofSeconds(4);

    /** For any reply from MySQL. After it, the server or the network is presumed dead and the connection is closed. */
    public static final Duration SOCKET = Duration.ofSeconds(6);

    /** For an RPC to hotel-server: long enough for it to report an error from MySQL, or that MySQL is unavailable. */
    public static final Duration RPC_DEADLINE = Duration.ofSeconds(10);

    /** How long the worker retries before it nacks a message: a long outage must not fill its memory. */
    public static final Duration RETRY_BUDGET = Duration.ofMinutes(55);

    /** How long the worker extends a message's lease, so that no other worker gets it during the retries. */
    public static final Duration MESSAGE_LEASE = Duration.ofHours(1);

    /** The limits above, in ascending order. */
    public static final List<Duration> LADDER =
            List.of(LOCK_WAIT, STATEMENT, SOCKET, RPC_DEADLINE, RETRY_BUDGET, MESSAGE_LEASE);

    /** For a TCP connection to MySQL. Not part of the ladder: no work has started yet. */
    public static final Duration CONNECT = Duration.ofSeconds(2);

    /**
     * For connecting to MySQL and logging in, which happens in the background and takes up to six round trips with TLS. Not
     * part of the ladder either.
     */
    public static final Duration LOGIN = Duration.ofSeconds(10);

    /** For a connection from the pool, when all are in use or a new one is being opened. */
    public static final Duration POOL_WAIT = CONNECT.plusMillis(500);

    private TimeLimits() {}
}
