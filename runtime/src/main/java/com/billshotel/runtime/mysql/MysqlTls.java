package com.billshotel.runtime.mysql;

import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.tls.CaFile;
import com.google.common.net.InetAddresses;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The TLS settings of the connections to MySQL.
 *
 * @param host as in MYSQL_HOST
 * @param server host and port, for messages
 * @param caFile path of the CAs to trust; empty: Java's CAs
 */
record MysqlTls(String host, String server, SslMode mode, Optional<String> caFile) {
    /** @throws BadSettingException if the settings contradict each other */
    static MysqlTls of(Settings settings) throws BadSettingException {
        SslMode mode = SslMode.valueOf(settings.get(MysqlPool.SSL_MODE));
        Optional<String> caFile = settings.get(MysqlPool.CA_FILE);
        if (caFile.isPresent() && !mode.verifies()) {
            throw new BadSettingException("MYSQL_CA_FILE=" + caFile.get() + " and MYSQL_SSL_MODE=" + mode
                    + "; expected VERIFY_CA or VERIFY_IDENTITY, because the other modes do not verify certificates");
        } else if (caFile.isEmpty() && mode == SslMode.VERIFY_CA) {
            throw new BadSettingException("MYSQL_SSL_MODE=VERIFY_CA without MYSQL_CA_FILE; expected both,"
                    + " because it would accept any server with a certificate of a public CA");
        }
        String host = settings.get(MysqlPool.HOST);
        return new MysqlTls(host, host + ":" + settings.get(MysqlPool.PORT), mode, caFile);
    }

    /** Properties of Connector/J. */
    Map<String, String> driverProperties() {
        Map<String, String> properties = new TreeMap<>(Map.of("sslMode", mode.name()));
        if (mode.verifies()) {
            properties.put("socketFactory", VerifyingSocketFactory.class.getName());
            caFile.ifPresent(file -> properties.put(VerifyingSocketFactory.CA_FILE.getKeyName(), file));
        }
        return properties;
    }

    /** Why the CA file is unusable, if it is. */
    Optional<String> fileProblem() {
        return caFile.map(file -> new CaFile(MysqlPool.CA_FILE, file)).flatMap(CaFile::problem);
    }

    /** Whether nothing between this process and MySQL can be intercepted. Skips DNS: only addresses and localhost count. */
    boolean isLoopback() {
        String bare = host.replaceAll("[\\[\\]]", "");
        return bare.equalsIgnoreCase("localhost")
                || (InetAddresses.isInetAddress(bare)
                        && InetAddresses.forString(bare).isLoopbackAddress());
    }
}
