package com.billshotel.embedded.mysql.testing;

import com.billshotel.embedded.mysql.MysqlAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A database that one test class has for itself; closing it drops it.
 *
 * @param server where it is; its account may do everything
 * @param name random, so that test classes and builds share a server in peace
 */
public record TestDatabase(MysqlAddress server, String name) implements AutoCloseable {

    static TestDatabase create(MysqlAddress server) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        execute(server, "CREATE DATABASE " + name);
        return new TestDatabase(server, name);
    }

    /** The URL for Connector/J, without user and password. */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** A new connection, for the caller to close. */
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
