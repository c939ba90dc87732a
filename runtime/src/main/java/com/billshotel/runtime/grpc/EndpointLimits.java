package com.billshotel.runtime.grpc;

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

    /** Calls on one connection; a client with more queues them itself. As many as hotel-server runs and queues. */
    static final int CALLS_PER_CONNECTION = 256;

    /** A replica serves tens of clients with a connection or two each. Each may hold 24 KiB of an incomplete frame. */
    static final int CONNECTIONS = 512;

    /** Leaves room for others whatever one address does, and is plenty for a proxy, which multiplexes. */
    static final int CONNECTIONS_PER_PEER = 128;

    /**
     * New connections from an address, after a burst of {@link #CONNECTIONS_PER_PEER}. Otherwise a client whose connection is
     * closed for abuse would simply open the next one.
     */
    static final int CONNECTS_PER_SECOND = 20;

    /** Health watches and reflection, which a client may keep open indefinitely: one or two a connection. */
    static final int STREAMS = 1_024;

    static final int STREAMS_PER_PEER = 256;

    /** Streams refused in a row; then the connection is closed, as answering takes longer than asking. */
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
     * The largest read. A piece of a request, however small, keeps the whole read that it arrived in. Small reads also keep a
     * busy connection from delaying the others of its event loop by more than milliseconds.
     */
    static final int READ_BYTES = 8 * 1024;

    /**
     * A client cancels calls when it has lost interest or time; at 256 calls a connection this is each of them four times in
     * 10 s. Beyond it the connection is closed.
     */
    static final int RESETS = 1_000;

    static final int RESET_SECONDS = 10;

    private EndpointLimits() {}
}
