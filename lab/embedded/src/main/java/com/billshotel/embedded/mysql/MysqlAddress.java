package com.billshotel.embedded.mysql;

import java.util.Map;
import java.util.Optional;

/**
 * Address and administrator account of a MySQL server.
 *
 * <p>To prefer the server named by {@code MYSQL_HOST} over the embedded one: {@code
 * MysqlAddress.fromEnvironment().orElseGet(() -> mysql.address())}.
 *
 * @param host host name or IPv4 address
 * @param port TCP port, 1 to 65535
 * @param user an account that may create databases
 * @param password its password, possibly empty
 */
public record MysqlAddress(String host, int port, String user, String password) {
    private static final String DEFAULT_PORT = "3306";

    /**
     * Reads {@code MYSQL_HOST}, {@code MYSQL_PORT} (default 3306), {@code MYSQL_USER} (default root) and {@code MYSQL_PASSWORD}
     * (default empty).
     *
     * @return empty if {@code MYSQL_HOST} is unset or blank
     * @throws IllegalArgumentException if {@code MYSQL_PORT} is not a valid port
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

    /** The Connector/J URL, without user and password; an empty name selects no database. */
    public String jdbcUrl(String database) {
        return "jdbc:mysql://" + host + ":" + port + "/" + database;
    }

    /** Omits the password, so it is safe to log. */
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
