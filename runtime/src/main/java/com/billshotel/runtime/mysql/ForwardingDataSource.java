package com.billshotel.runtime.mysql;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Decides how to connect, and leaves everything else to another source. */
abstract class ForwardingDataSource implements DataSource {
    private final DataSource target;

    ForwardingDataSource(DataSource target) {
        this.target = target;
    }

    /** How to log in to a server: as the caller's user or as the source's own. */
    @FunctionalInterface
    interface Login {
        Connection at(DataSource server) throws SQLException;
    }

    abstract Connection connect(Login login) throws SQLException;

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return connect(server -> server.getConnection(user, password));
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connect(DataSource::getConnection);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return target.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        target.setLogWriter(writer);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        target.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return target.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return target.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return target.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return target.isWrapperFor(type);
    }
}
