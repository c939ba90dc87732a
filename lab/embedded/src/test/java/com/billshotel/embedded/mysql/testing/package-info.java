/**
 * MySQL servers for tests. Other modules use this package through the {@code test-jar} of {@code embedded}; the entry point is
 * {@link com.billshotel.embedded.mysql.testing.MysqlBackend}.
 */
package com.billshotel.embedded.mysql.testing;
