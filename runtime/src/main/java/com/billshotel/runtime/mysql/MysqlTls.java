package com.billshotel.runtime.mysql;

import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.tls.CaFile;
import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The TLS settings of the connections to MySQL.
 *
 * @param servers as in MYSQL_HOST, each with its port
 * @param caFile path of the CAs to trust; empty: Java's CAs
 */
record MysqlTls(List<HostAndPort> servers, SslMode mode, Optional<String> caFile) {
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
        List<HostAndPort> servers = settings.get(MysqlPool.HOST).withDefaultPort(settings.get(MysqlPool.PORT));
        return new MysqlTls(servers, mode, caFile);
    }

    /** These settings, for one of the servers. */
    MysqlTls of(HostAndPort server) {
        return new MysqlTls(List.of(server), mode, caFile);
    }

    /** Hosts and ports, for messages. */
    String server() {
        return servers.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
    }

    /** Hosts, for messages. */
    String host() {
        return servers.stream().map(HostAndPort::getHost).collect(Collectors.joining(","));
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
        return servers.stream().map(HostAndPort::getHost).allMatch(MysqlTls::isLoopback);
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || (InetAddresses.isInetAddress(host)
                        && InetAddresses.forString(host).isLoopbackAddress());
    }
}
