package com.billshotel.embedded.mysql.testing;

import com.billshotel.embedded.mysql.MysqlAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A database for a single test class; closing it drops it.
 *
 * @param server its server, with an account that has all privileges
 * @param name random, so that concurrent test classes and builds can share a server
 */
public record TestDatabase(MysqlAddress server, String name) implements AutoCloseable {

    static TestDatabase create(MysqlAddress server) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        execute(server, "CREATE DATABASE " + name);
        return new TestDatabase(server, name);
    }

    /** The Connector/J URL, without user and password. */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** Opens a new connection; the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), server.user(), server.password());
    }

    @Override
    public void close() {
        execute(server, "DROP DATABASE IF EXISTS " + name);
    }

    private static void execute(MysqlAddress server, String sql) {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(""), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + " failed on " + server, e);
        }
    }
}
