package com.billshotel.runtime.limits;

import java.time.Duration;
import java.util.List;

/**
 * How long each layer waits for the one below it, the innermost first. Each limit is longer than the one before, so that it is
 * the layer closest to a fault that answers, with the most telling error and the least thrown away: a lock wait that ends as an
 * answer costs a transaction, one that ends at the socket costs the connection, one that ends at the deadline leaves work behind
 * that nobody waits for.
 */
public final class TimeLimits {
    /** A row that somebody else has locked: the shortest, for the statement can be repeated on the same connection. */
    public static final Duration LOCK_WAIT = Duration.ofSeconds(2);

    /** A statement in all: it may wait for one lock after the other, each time for less than {@link #LOCK_WAIT}. */
    public static final Duration STATEMENT = Duration.ofSeconds(4);

    /** Any answer of MySQL's: beyond, the server or the network is gone, and so must be the connection. */
    public static final Duration SOCKET = Duration.ofSeconds(6);

    /** An RPC to hotel-server: long enough that it can still say what MySQL, or its absence, told it. */
    public static final Duration RPC_DEADLINE = Duration.ofSeconds(10);

    /** How long the worker repeats what fails before it hands a message back: hours of trouble must not fill its memory. */
    public static final Duration RETRY_BUDGET = Duration.ofMinutes(55);

    /** How long the worker has Pub/Sub extend a message's lease: while it may still repeat, nobody else should get it. */
    public static final Duration MESSAGE_LEASE = Duration.ofHours(1);

    /** The limits above, in the order that must hold. */
    public static final List<Duration> LADDER =
            List.of(LOCK_WAIT, STATEMENT, SOCKET, RPC_DEADLINE, RETRY_BUDGET, MESSAGE_LEASE);

    /** A TCP connection to MySQL. Not a rung: nothing is under way yet. */
    public static final Duration CONNECT = Duration.ofSeconds(2);

    /** A connection from the pool, when all are in use or a new one is being made. */
    public static final Duration POOL_WAIT = CONNECT.plusMillis(500);

    private TimeLimits() {}
}
