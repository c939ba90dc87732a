package com.billshotel.runtime.mysql;

import com.mysql.cj.MysqlConnection;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs once, and again after a change, if connections to MySQL are less protected than they could be. */
final class TlsNotice {
    private static final Logger log = LoggerFactory.getLogger(MysqlPool.class);
    private static final String ADVICE = "set MYSQL_SSL_MODE=VERIFY_IDENTITY and MYSQL_CA_FILE";

    private final MysqlTls tls;
    private String last = "";

    TlsNotice(MysqlTls tls) {
        this.tls = tls;
    }

    /** Costs no round trip: the driver knows. */
    synchronized void log(Connection connection) throws SQLException {
        boolean encrypted =
                connection.unwrap(MysqlConnection.class).getSession().isSSLEstablished();
        String notice = notice(encrypted);
        if (!notice.isEmpty() && !notice.equals(last)) {
            log.atLevel(tls.isLoopback() ? Level.INFO : Level.WARN).log(notice);
        }
        last = notice;
    }

    /** Empty if there is nothing to say. */
    String notice(boolean encrypted) {
        return encrypted ? ofUnverified() : ofPlaintext();
    }

    private String ofPlaintext() {
        return tls.isLoopback()
                ? "connected to MySQL at " + tls.server() + " without TLS, on this machine only"
                : "connected to MySQL at " + tls.server() + " without TLS: anyone in between can read and change"
                        + " everything that is sent; enable TLS on the server and " + ADVICE;
    }

    private String ofUnverified() {
        return tls.isLoopback() || tls.mode().verifies()
                ? ""
                : "MySQL's certificate at " + tls.server()
                        + " is not verified: an attacker in between can pose as MySQL" + " and get the password; "
                        + ADVICE;
    }
}
