package com.billshotel.runtime.mysql;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to do with a connection; see {@link MysqlPool#inTransaction}. */
@FunctionalInterface
public interface SqlWork<T> {
    T apply(Connection connection) throws SQLException;
}
