package com.billshotel.reserve.pubsub;

import java.time.Duration;

/**
 * Timeouts for pull streams. Three are for those that have gone silent, at as many levels: gRPC closes a connection that does not
 * answer HTTP/2 pings; the client library closes, within 55 s, a stream that does not answer Pub/Sub's own pings, sent every 30 s;
 * and if both fail, the subscription is reopened.
 *
 * @param ping idle time after which gRPC pings the connection; the default is that of Google's own clients
 * @param pong how long the ping's answer may take
 * @param silence how long a stream may be silent or missing before the subscription is reopened; longer than the library's 55 s
 * @param end how long all streams together may take to end when the worker stops; they end one after the other, in one round trip
 *     each
 */
record StreamLimits(Duration ping, Duration pong, Duration silence, Duration end) {
    static final StreamLimits DEFAULT = new StreamLimits(
            Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(75), Duration.ofSeconds(3));
}
