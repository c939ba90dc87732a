package com.billshotel.reserve.pubsub;

import java.time.Duration;

/**
 * After how much silence a pull stream is given up, at three depths: a connection that does not answer HTTP/2's pings is closed by
 * gRPC; a stream that does not answer Pub/Sub's own, sent every 30 s, is closed by the client library within 55 s; and should
 * either fail to, the whole subscription is opened anew.
 *
 * @param ping how long nothing may come before gRPC asks whether the connection is alive; Google's own clients ask that often
 * @param pong how long the answer may take
 * @param silence how long nothing may come over a stream, or a stream may be missing: longer than the library takes
 */
record StreamLimits(Duration ping, Duration pong, Duration silence) {
    static final StreamLimits DEFAULT =
            new StreamLimits(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(75));
}
