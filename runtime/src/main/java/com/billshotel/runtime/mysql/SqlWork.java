package com.billshotel.runtime.mysql;

import java.sql.Connection;
import java.sql.SQLException;

/** Work that needs a connection; see {@link MysqlPool#inTransaction} and {@link MysqlPool#withConnection}. */
@FunctionalInterface
public interface SqlWork<T> {
    T apply(Connection connection) throws SQLException;
}
