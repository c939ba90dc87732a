/**
 * The MySQL servers that tests run against. Other modules use it as the {@code test-jar} of {@code embedded}; {@link
 * com.billshotel.embedded.mysql.testing.MysqlBackend} is the way in.
 */
package com.billshotel.embedded.mysql.testing;
