package com.billshotel.embedded.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMysqlIT {
    @TempDir
    Path folder;

    @Test
    void start_answersQueriesAsMariaDb114() throws Exception {
        assumeTrue(EmbeddedMysql.builder().description().equals("embedded MariaDB"), "not the bundled server");
        try (EmbeddedMysql mysql = EmbeddedMysql.start()) {
            assertThat(query(mysql, "SELECT 1")).isEqualTo("1");
            assertThat(query(mysql, "SELECT VERSION()")).startsWith("11.4.");
        }
    }

    /** The manifests' least-privilege accounts must be testable, including wrong passwords and missing privileges. */
    @Test
    void grants_areEnforced() throws Exception {
        try (EmbeddedMysql mysql = EmbeddedMysql.start()) {
            mysql.createDatabase("hotel_db");
            execute(mysql, "CREATE USER 'worker'@'%' IDENTIFIED BY 'secret'");
            execute(mysql, "GRANT SELECT ON hotel_db.* TO 'worker'@'%'");

            try (Connection worker = DriverManager.getConnection(mysql.jdbcUrl("hotel_db"), "worker", "secret");
                    Statement statement = worker.createStatement()) {
                assertThatThrownBy(() -> statement.execute("CREATE TABLE hotels(id INT)"))
                        .hasMessageContaining("denied");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(mysql.jdbcUrl("hotel_db"), "worker", "wrong"))
                    .hasMessageContaining("Access denied");
        }
    }

    @Test
    void dataFolder_ofEarlierRun_keepsItsData() throws Exception {
        Path data = folder.resolve("data");
        try (EmbeddedMysql first = EmbeddedMysql.builder().dataFolder(data).start()) {
            createHotel(first, 7);
        }

        try (EmbeddedMysql second = EmbeddedMysql.builder().dataFolder(data).start()) {
            assertThat(query(second, "SELECT id FROM hotel_db.hotels")).isEqualTo("7");
        }
    }

    @Test
    void committedRows_surviveKill() throws Exception {
        try (EmbeddedMysql mysql = EmbeddedMysql.start()) {
            createHotel(mysql, 8);
            long pid = mysql.pid();
            int port = mysql.port();

            mysql.kill();
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            mysql.restart();

            assertThat(query(mysql, "SELECT id FROM hotel_db.hotels")).isEqualTo("8");
            assertThat(mysql.pid()).isNotEqualTo(pid);
            assertThat(mysql.port()).isEqualTo(port);
        }
    }

    @Test
    void restart_whileRunning_keepsData() throws Exception {
        try (EmbeddedMysql mysql = EmbeddedMysql.start()) {
            createHotel(mysql, 9);

            mysql.restart();

            assertThat(query(mysql, "SELECT id FROM hotel_db.hotels")).isEqualTo("9");
        }
    }

    @Test
    void twoServers_running_areIsolated() throws Exception {
        try (EmbeddedMysql one = EmbeddedMysql.start();
                EmbeddedMysql other = EmbeddedMysql.start()) {
            one.createDatabase("only_here");

            assertThat(query(one, "SHOW DATABASES LIKE 'only_here'")).isEqualTo("only_here");
            assertThat(query(other, "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'only_here'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void start_onBusyPort_namesThePort() throws Exception {
        try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedMysql.builder()
                            .port(occupied.getLocalPort())
                            .start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Port " + occupied.getLocalPort());
        }
    }

    /** A Unix socket in the data folder would fail: its path is limited to 107 characters. */
    @Test
    void dataFolder_withLongPath_works() throws Exception {
        Path data = folder.resolve("a".repeat(80)).resolve("b".repeat(80));

        try (EmbeddedMysql mysql = EmbeddedMysql.builder().dataFolder(data).start()) {
            assertThat(query(mysql, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void dataFolder_withOtherFiles_isRefusedAndUnchanged() throws Exception {
        Path thesis = Files.writeString(folder.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> EmbeddedMysql.builder().dataFolder(folder).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(folder.toString());
        assertThat(thesis).hasContent("years of work");
    }

    @Test
    void dataFolder_withIncompleteCopy_isRefilled() throws Exception {
        Files.createFile(folder.resolve("bills-hotel.unfinished"));
        Files.writeString(folder.resolve("ibdata1"), "half a file");

        try (EmbeddedMysql mysql = EmbeddedMysql.builder().dataFolder(folder).start()) {
            assertThat(query(mysql, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void close_stopsTheServerAndDeletesTemporaryData() {
        EmbeddedMysql mysql = EmbeddedMysql.start();
        assertThat(mysql.dataFolder()).isDirectory();

        mysql.close();
        mysql.close();

        assertThat(mysql.dataFolder()).doesNotExist();
        assertThat(ProcessHandle.of(mysql.pid()).filter(ProcessHandle::isAlive)).isEmpty();
        assertThatThrownBy(mysql::restart).hasMessageContaining("closed");
    }

    @Test
    void failedStart_reportsTheEndOfTheServerLog() {
        assertThatThrownBy(() ->
                        EmbeddedMysql.builder().argument("--no-such-option").start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unknown option '--no-such-option'");
    }

    private static void createHotel(EmbeddedMysql mysql, int id) throws SQLException {
        mysql.createDatabase("hotel_db");
        execute(mysql, "CREATE TABLE hotel_db.hotels(id INT PRIMARY KEY)");
        execute(mysql, "INSERT INTO hotel_db.hotels VALUES(" + id + ")");
    }

    private static void execute(EmbeddedMysql mysql, String sql) throws SQLException {
        try (Connection connection = connect(mysql);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedMysql mysql, String sql) throws SQLException {
        try (Connection connection = connect(mysql);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(EmbeddedMysql mysql) throws SQLException {
        return DriverManager.getConnection(mysql.jdbcUrl(""), mysql.user(), mysql.password());
    }
}
