package com.billshotel.runtime.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DnsCacheTest {
    private static final String TTL = "networkaddress.cache.ttl";
    private static final String NEGATIVE_TTL = "networkaddress.cache.negative.ttl";

    private final String before = System.getProperty(TTL);

    @BeforeEach
    void unset() {
        System.clearProperty(TTL);
    }

    @AfterEach
    void reset() {
        if (before == null) {
            System.clearProperty(TTL);
        } else {
            System.setProperty(TTL, before);
        }
    }

    @Test
    void addresses_expireAfterASecond() {
        DnsCache.expireQuickly();

        assertThat(System.getProperty(TTL)).isEqualTo("1");
        assertThat(Security.getProperty(TTL)).isEqualTo("1");
        assertThat(Security.getProperty(NEGATIVE_TTL)).isEqualTo("1");
    }

    /** A name that is not found yet is looked up again soon in any case. */
    @Test
    void systemProperty_appliesToAddressesOnly() {
        System.setProperty(TTL, "30");

        DnsCache.expireQuickly();

        assertThat(System.getProperty(TTL)).isEqualTo("30");
        assertThat(Security.getProperty(TTL)).isEqualTo("30");
        assertThat(Security.getProperty(NEGATIVE_TTL)).isEqualTo("1");
    }
}
