package com.billshotel.embedded.mysql;

import java.util.Map;
import java.util.Optional;

/**
 * Where a MySQL server listens and who may administer it.
 *
 * <p>The rule "the server named by {@code MYSQL_HOST}, else the embedded one" reads: {@code
 * MysqlAddress.fromEnvironment().orElseGet(() -> mysql.address())}.
 *
 * @param host name or IPv4 address
 * @param port TCP port, 1 to 65535
 * @param user an account that may create databases
 * @param password its password, possibly empty
 */
public record MysqlAddress(String host, int port, String user, String password) {
    private static final String DEFAULT_PORT = "3306";

    /**
     * Reads {@code MYSQL_HOST}, {@code MYSQL_PORT} (3306), {@code MYSQL_USER} (root) and {@code MYSQL_PASSWORD} (empty).
     *
     * @return empty if {@code MYSQL_HOST} is unset or blank
     * @throws IllegalArgumentException if {@code MYSQL_PORT} is not a port
     */
    public static Optional<MysqlAddress> fromEnvironment() {
        return from(System.getenv());
    }

    static Optional<MysqlAddress> from(Map<String, String> environment) {
        String host = environment.getOrDefault("MYSQL_HOST", "");
        if (host.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new MysqlAddress(
                host,
                port(environment.getOrDefault("MYSQL_PORT", DEFAULT_PORT)),
                environment.getOrDefault("MYSQL_USER", "root"),
                environment.getOrDefault("MYSQL_PASSWORD", "")));
    }

    /** The URL for Connector/J, without user and password; an empty name connects to no database. */
    public String jdbcUrl(String database) {
        return "jdbc:mysql://" + host + ":" + port + "/" + database;
    }

    /** Fit for a log: without the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("MYSQL_PORT is '" + text + "', expected a port from 1 to 65535");
        }
        return Integer.parseInt(text);
    }
}
