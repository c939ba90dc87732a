package com.billshotel.runtime.app;

import java.security.Security;

/**
 * Makes new addresses of a name take effect within a second. By default the JDK and grpc-java each keep addresses for 30 s, and the
 * JDK keeps failed lookups for 10 s; in a rollout all pods are replaced in less.
 *
 * <p>Lookups are rare: only connecting needs one. Set another number of seconds for addresses with the system property
 * {@code networkaddress.cache.ttl}.
 */
final class DnsCache {
    /** A system property of grpc-java, and a security property of the JDK. */
    private static final String TTL = "networkaddress.cache.ttl";

    private static final String NEGATIVE_TTL = "networkaddress.cache.negative.ttl";
    private static final String SECONDS = "1";

    private DnsCache() {}

    /** Must be called before the first lookup: both read these properties only once. */
    static void expireQuickly() {
        String seconds = System.getProperty(TTL, SECONDS);
        System.setProperty(TTL, seconds);
        Security.setProperty(TTL, seconds);
        Security.setProperty(NEGATIVE_TTL, SECONDS);
    }
}
