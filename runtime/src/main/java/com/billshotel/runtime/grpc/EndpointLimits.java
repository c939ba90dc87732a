package com.billshotel.runtime.grpc;

import com.billshotel.runtime.net.ConnectionLimits;
import java.time.Duration;

/**
 * Bounds on what clients can make an endpoint hold, so that no client, however many connections it opens and whatever it
 * sends on them, exhausts the process. They are generous for real clients: many may share an address behind a proxy.
 */
final class EndpointLimits {
    /**
     * The largest valid request, a DecideHolds of 1,000 requests, has 60,000 bytes; a hotel with 100 facilities of 100
     * four-byte characters has 43,000.
     */
    static final int MESSAGE_BYTES = 64 * 1024;

    /** grpc-java's default, for tracing and authentication headers. */
    static final int METADATA_BYTES = 8 * 1024;

    /**
     * Calls on one connection; a client with more queues them itself. As many as hotel-server runs and queues. A connection with
     * more incomplete requests is closed.
     */
    static final int CALLS_PER_CONNECTION = 256;

    /**
     * A replica serves tens of clients with a connection or two each. An address gets a quarter, which is plenty for a proxy, as
     * that multiplexes. The rate of new connections keeps a client whose connection was closed for abuse from simply opening the
     * next one. Each connection may hold 24 KiB of an incomplete frame.
     */
    static final ConnectionLimits CONNECTIONS = new ConnectionLimits(512, 128, 64, 10);

    /** Health watches and reflection, which a client may keep open indefinitely: one or two a connection. */
    static final int STREAMS = 1_024;

    static final int STREAMS_PER_PEER = 256;

    /**
     * Watches and calls of unknown methods refused in a row; then the connection is closed, as answering takes longer than
     * asking.
     */
    static final int REFUSED_STREAMS = 100;

    /** For TLS. */
    static final Duration HANDSHAKE = Duration.ofSeconds(5);

    /** Without a call; clients reconnect by themselves when they need to. */
    static final Duration CONNECTION_IDLE = Duration.ofSeconds(60);

    /** From a call's headers until its whole request has arrived; as long as the longest deadline of any caller. */
    static final Duration ARRIVAL = Duration.ofSeconds(10);

    /**
     * Memory that requests may hold before they have arrived completely. A complete request holds none: it usually arrives
     * in one piece and is parsed at once.
     */
    static final long ARRIVING_BYTES = 24L << 20;

    /** What a call without a request holds: its headers, and the objects of its stream. */
    static final int BYTES_PER_CALL = 16 * 1024;

    /**
     * A client cancels calls when it has lost interest or time; this is each of the {@link #CALLS_PER_CONNECTION} once in 10 s,
     * and some. Beyond it the connection is closed.
     */
    static final int RESETS = 300;

    static final int RESET_SECONDS = 10;

    private EndpointLimits() {}
}
