package com.billshotel.runtime.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pool without MySQL; the services' tests cover it with MySQL. */
class MysqlPoolIT {
    @Test
    void pool_withoutMysql_opensAndReportsTheProblem() throws Exception {
        try (MysqlPool pool = open(Map.of("MYSQL_HOST", "127.0.0.1", "MYSQL_PORT", "1"))) {
            assertThat(pool.problem())
                    .contains("127.0.0.1:1 does not answer: start it, or check MYSQL_HOST and MYSQL_PORT");
            assertThatThrownBy(() -> pool.inTransaction(connection -> null))
                    .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(MysqlFault.of(failure))
                            .isEqualTo(MysqlFault.UNAVAILABLE));
        }
    }

    /** What a service still does while it stops is no fault of the message. */
    @Test
    void transaction_inAClosedPool_findsMysqlUnavailable() throws Exception {
        MysqlPool pool = open(Map.of("MYSQL_HOST", "127.0.0.1", "MYSQL_PORT", "1"));
        pool.close();

        assertThatThrownBy(() -> pool.inTransaction(connection -> null))
                .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(MysqlFault.of(failure))
                        .isEqualTo(MysqlFault.UNAVAILABLE));
        assertThatThrownBy(() -> pool.withConnection(connection -> null))
                .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(MysqlFault.of(failure))
                        .isEqualTo(MysqlFault.UNAVAILABLE));
    }

    @Test
    void pool_withoutAnyOfItsServers_reportsEachOfThem() throws Exception {
        try (MysqlPool pool = open(Map.of("MYSQL_HOST", "127.0.0.1:1,127.0.0.2:2"))) {
            assertThat(pool.problem())
                    .contains("no server accepts writes: 127.0.0.1:1 does not answer: start it, or check MYSQL_HOST and"
                            + " MYSQL_PORT, 127.0.0.2:2 does not answer: start it, or check MYSQL_HOST and MYSQL_PORT");
        }
    }

    /** A Secret may be created after the start. */
    @Test
    void pool_withoutItsPasswordFile_opensAndReportsTheProblem(@TempDir Path folder) throws Exception {
        String file = folder.resolve("password").toString();
        try (MysqlPool pool = open(Map.of("MYSQL_HOST", "127.0.0.1", "MYSQL_PORT", "1", "MYSQL_PASSWORD_FILE", file))) {
            assertThat(pool.problem())
                    .contains(
                            "MYSQL_PASSWORD_FILE=" + file + " cannot be read: mount the file, or fix its permissions");
        }
    }

    @Test
    void pool_withTwoPasswords_isRefused() {
        assertThatThrownBy(() -> open(Map.of("MYSQL_PASSWORD", "hunter2", "MYSQL_PASSWORD_FILE", "/p")))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("MYSQL_PASSWORD_FILE=/p and MYSQL_PASSWORD are both set; expected only one of them");
    }

    @Test
    void database_withSqlInItsName_isRefused() {
        assertThatThrownBy(() -> open(Map.of("MYSQL_DATABASE", "hotel;drop")))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("MYSQL_DATABASE=hotel;drop; expected 1 to 64 letters, digits, $, _ or -");
    }

    @Test
    void caFile_inAModeThatDoesNotVerify_isRefused() {
        assertThatThrownBy(() -> open(Map.of("MYSQL_CA_FILE", "/ca.crt")))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("MYSQL_CA_FILE=/ca.crt and MYSQL_SSL_MODE=PREFERRED; expected VERIFY_CA or VERIFY_IDENTITY,"
                        + " because the other modes do not verify certificates");
    }

    @Test
    void verifyCa_withoutACaFile_isRefused() {
        assertThatThrownBy(() -> open(Map.of("MYSQL_SSL_MODE", "VERIFY_CA")))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("MYSQL_SSL_MODE=VERIFY_CA without MYSQL_CA_FILE; expected both,"
                        + " because it would accept any server with a certificate of a public CA");
    }

    @Test
    void sslMode_unknown_isRefused() {
        assertThatThrownBy(() -> open(Map.of("MYSQL_SSL_MODE", "required")))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("MYSQL_SSL_MODE=required; expected DISABLED, PREFERRED, REQUIRED, VERIFY_CA or"
                        + " VERIFY_IDENTITY");
    }

    /** A Secret may be created after the start. */
    @Test
    void pool_withoutItsCaFile_opensAndReportsTheProblem(@TempDir Path folder) throws Exception {
        String file = folder.resolve("ca.crt").toString();
        try (MysqlPool pool = open(Map.of("MYSQL_SSL_MODE", "VERIFY_IDENTITY", "MYSQL_CA_FILE", file))) {
            assertThat(pool.problem())
                    .contains("MYSQL_CA_FILE=" + file + " cannot be read: mount the file, or fix its permissions");

            Files.writeString(Path.of(file), "not a certificate");
            assertThat(pool.problem()).contains("MYSQL_CA_FILE=" + file + " has no PEM certificate: renew it");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "127.0.0.1, true",
        "127.1.2.3, true",
        "::1, true",
        "[::1], true",
        "hotel-db, false",
        "10.0.0.1, false",
        "[fd00::1], false",
        "localhost.example.com, false",
        "'localhost,127.0.0.1', true",
        "'localhost,hotel-db', false"
    })
    void server_isOnLoopback(String host, boolean expected) throws Exception {
        assertThat(MysqlTls.of(Settings.read(Map.of("MYSQL_HOST", host), MysqlPool.SETTINGS))
                        .isLoopback())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"hotel-db, hotel-db", "10.0.0.1, 10.0.0.1", "::1, [::1]", "[::1], [::1]"})
    void url_containsHostAndPort(String host, String inUrl) throws Exception {
        Settings settings = Settings.read(Map.of("MYSQL_HOST", host), MysqlPool.SETTINGS);

        assertThat(PoolConfig.url(MysqlTls.of(settings).servers().get(0), settings))
                .isEqualTo("jdbc:mysql://" + inUrl + ":3306/hotel_db");
    }

    private static MysqlPool open(Map<String, String> environment) throws BadSettingException {
        return MysqlPool.open(Settings.read(environment, MysqlPool.SETTINGS), 1, List.of());
    }
}
