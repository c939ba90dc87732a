package com.billshotel.runtime.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TlsNoticeTest {
    @Test
    void plaintextConnection_isReportedWithItsConsequences() {
        assertThat(notice("hotel-db", SslMode.PREFERRED, false))
                .isEqualTo("connected to MySQL at hotel-db:3306 without TLS: anyone in between can read and change"
                        + " everything that is sent; enable TLS on the server and set MYSQL_SSL_MODE=VERIFY_IDENTITY and"
                        + " MYSQL_CA_FILE");
        assertThat(notice("localhost", SslMode.PREFERRED, false))
                .isEqualTo("connected to MySQL at localhost:3306 without TLS, on this machine only");
    }

    @Test
    void unverifiedServer_isReportedUnlessItIsOnThisMachine() {
        assertThat(notice("hotel-db", SslMode.REQUIRED, true))
                .isEqualTo(
                        "MySQL's certificate at hotel-db:3306 is not verified: an attacker in between can pose as MySQL"
                                + " and get the password; set MYSQL_SSL_MODE=VERIFY_IDENTITY and MYSQL_CA_FILE");
        assertThat(notice("127.0.0.1", SslMode.REQUIRED, true)).isEmpty();
    }

    @Test
    void verifiedServer_isNotReported() {
        assertThat(notice("hotel-db", SslMode.VERIFY_CA, true)).isEmpty();
        assertThat(notice("hotel-db", SslMode.VERIFY_IDENTITY, true)).isEmpty();
    }

    private static String notice(String host, SslMode mode, boolean encrypted) {
        return new TlsNotice(new MysqlTls(List.of(HostAndPort.fromParts(host, 3306)), mode, Optional.empty()))
                .notice(encrypted);
    }
}
