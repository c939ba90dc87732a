package com.billshotel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.local.parts.HotelDatabase;
import com.billshotel.local.testing.InProcessSystem;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.tls.testing.CertificateAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to a server that accepts only TLS, with a certificate for localhost. */
class MysqlTlsIT {
    private static EmbeddedMysql mysql;

    @TempDir
    private static Path server;

    @TempDir
    private Path other;

    private Path caFile;

    @BeforeAll
    static void start() throws Exception {
        new CertificateAuthority().issue(server, "localhost");
        mysql = EmbeddedMysql.builder()
                .argument("--ssl")
                .argument("--ssl-ca=" + server.resolve("ca.crt"))
                .argument("--ssl-cert=" + server.resolve("tls.crt"))
                .argument("--ssl-key=" + server.resolve("tls.key"))
                .argument("--require-secure-transport")
                .start();
        mysql.createDatabase("hotel_db");
    }

    @AfterAll
    static void stop() {
        mysql.close();
    }

    @BeforeEach
    void issueFromAnotherCa() throws Exception {
        new CertificateAuthority().issue(other, "localhost");
        caFile = other.resolve("mounted-ca.crt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PREFERRED", "REQUIRED"})
    void mode_withoutVerification_connectsOverTls(String mode) throws Exception {
        try (MysqlPool pool = open("localhost", Map.of("MYSQL_SSL_MODE", mode))) {
            assertThat(pool.problem()).isEmpty();
            assertThat(cipher(pool)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"VERIFY_CA, localhost", "VERIFY_CA, 127.0.0.1", "VERIFY_IDENTITY, localhost"})
    void mode_withVerification_acceptsTheServersCertificate(String mode, String host) throws Exception {
        try (MysqlPool pool = open(host, verifying(mode, server.resolve("ca.crt")))) {
            assertThat(pool.problem()).isEmpty();
            assertThat(cipher(pool)).isNotEmpty();
        }
    }

    @Test
    void certificate_forAnotherName_isRefused() throws Exception {
        try (MysqlPool pool = open("127.0.0.1", verifying("VERIFY_IDENTITY", server.resolve("ca.crt")))) {
            assertThat(pool.problem())
                    .contains("the certificate of 127.0.0.1:" + mysql.port() + " is not valid for 127.0.0.1: issue one"
                            + " with that name, or check that this is your server");
        }
    }

    /** As when a Secret changes. */
    @Test
    void caFile_replaced_isUsedForNewConnections() throws Exception {
        Files.copy(other.resolve("ca.crt"), caFile);
        try (MysqlPool pool = open("localhost", verifying("VERIFY_IDENTITY", caFile))) {
            assertThat(pool.problem())
                    .contains("the certificate of localhost:" + mysql.port() + " is not from a CA in MYSQL_CA_FILE="
                            + caFile + ": install a certificate of that CA, or check that this is your server");

            Files.copy(server.resolve("ca.crt"), caFile, StandardCopyOption.REPLACE_EXISTING);
            InProcessSystem.await(() -> pool.problem().isEmpty(), pool::problem);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"})
    void proxyThatRemovesTls_receivesNothing(String mode) throws Exception {
        Map<String, String> settings =
                mode.equals("REQUIRED") ? Map.of("MYSQL_SSL_MODE", mode) : verifying(mode, server.resolve("ca.crt"));
        try (StrippingProxy proxy = new StrippingProxy(mysql.port());
                MysqlPool pool = open("localhost", proxy.port(), settings)) {
            assertThat(pool.problem())
                    .contains("localhost:" + proxy.port() + " does not offer TLS, but MYSQL_SSL_MODE=" + mode
                            + ": enable TLS on the server");
            assertThat(proxy.connections()).isPositive();
            assertThat(proxy.received()).isEmpty();
        }
    }

    /** The user's name and an answer to a challenge, but not the password. */
    @Test
    void proxyThatRemovesTls_doesNotReceiveThePasswordByDefault() throws Exception {
        try (StrippingProxy proxy = new StrippingProxy(mysql.port());
                MysqlPool pool = open("localhost", proxy.port(), Map.of("MYSQL_PASSWORD", "s3cret-hotel"))) {
            assertThat(pool.problem()).isPresent();
            assertThat(proxy.received()).contains("root").doesNotContain("s3cret-hotel");
        }
    }

    @Test
    void plaintextConnection_isRefusedByTheServer() throws Exception {
        try (MysqlPool pool = open("localhost", Map.of("MYSQL_SSL_MODE", "DISABLED"))) {
            assertThat(pool.problem())
                    .contains("localhost:" + mysql.port()
                            + " accepts only TLS: set MYSQL_SSL_MODE to REQUIRED or better");
        }
    }

    /** On the server named by MYSQL_HOST, if any. A login that MySQL has not cached needs TLS. */
    @Test
    void account_withAPassword_connectsByDefault() throws Exception {
        MysqlAddress address = MysqlAddress.fromEnvironment().orElse(mysql.address());
        HotelDatabase database = new HotelDatabase(address, "mysql_tls_it");
        database.create();
        database.execute(
                "DROP USER IF EXISTS with_password",
                "CREATE USER with_password IDENTIFIED BY 'a password'",
                "GRANT SELECT ON mysql_tls_it.* TO with_password");
        Map<String, String> settings =
                Map.of("MYSQL_DATABASE", "mysql_tls_it", "MYSQL_USER", "with_password", "MYSQL_PASSWORD", "a password");
        try (MysqlPool pool = open(address.host(), address.port(), settings)) {
            assertThat(pool.problem()).isEmpty();
            assertThat(cipher(pool)).isNotEmpty();
        } finally {
            database.execute("DROP USER with_password");
            database.drop();
        }
    }

    private static Map<String, String> verifying(String mode, Path ca) {
        return Map.of("MYSQL_SSL_MODE", mode, "MYSQL_CA_FILE", ca.toString());
    }

    private static MysqlPool open(String host, Map<String, String> settings) throws Exception {
        return open(host, mysql.port(), settings);
    }

    private static MysqlPool open(String host, int port, Map<String, String> settings) throws Exception {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("MYSQL_HOST", host);
        environment.put("MYSQL_PORT", Integer.toString(port));
        return MysqlPool.open(Settings.read(environment, MysqlPool.SETTINGS), 1, List.of());
    }

    private static String cipher(MysqlPool pool) throws Exception {
        return pool.withConnection(connection -> {
            try (ResultSet row = connection.createStatement().executeQuery("SHOW SESSION STATUS LIKE 'Ssl_cipher'")) {
                row.next();
                return row.getString(2);
            }
        });
    }
}
