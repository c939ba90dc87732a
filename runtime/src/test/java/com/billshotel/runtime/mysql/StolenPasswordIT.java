package com.billshotel.runtime.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.runtime.mysql.FakeMysql.Trick;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.tls.testing.CertificateAuthority;
import io.grpc.util.CertificateUtils;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an attacker between a service and MySQL receives, by MYSQL_SSL_MODE. */
class StolenPasswordIT {
    private static final String USER = "hotel_server";
    private static final String PASSWORD = "s3cret-hotel";

    @TempDir
    private Path trusted;

    @TempDir
    private Path attackers;

    private String caFile;

    @BeforeEach
    void issueCertificates() throws Exception {
        new CertificateAuthority().issue(trusted, "localhost");
        new CertificateAuthority().issue(attackers, "localhost");
        caFile = trusted.resolve("ca.crt").toString();
    }

    /** The password itself; an answer to a challenge is worthless unless the password can be guessed. */
    @ParameterizedTest
    @EnumSource(Trick.class)
    void serverWithoutTls_neverReceivesThePassword(Trick trick) throws Exception {
        for (SslMode mode : List.of(SslMode.DISABLED, SslMode.PREFERRED)) {
            try (FakeMysql fake = FakeMysql.withoutTls(trick)) {
                problem(fake, Map.of("MYSQL_SSL_MODE", mode.name()));

                assertThat(fake.received()).as("%s", mode).isNotEmpty().noneMatch(text -> text.contains(PASSWORD));
            }
        }
    }

    /** As behind a proxy that removes TLS from MySQL's greeting. */
    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"})
    void serverWithoutTls_receivesNothingIfTlsIsRequired(SslMode mode) throws Exception {
        try (FakeMysql fake = FakeMysql.withoutTls(Trick.PUBLIC_KEY)) {
            assertThat(problem(fake, withCa(mode)))
                    .contains("localhost:" + fake.port() + " does not offer TLS, but MYSQL_SSL_MODE=" + mode
                            + ": enable TLS on the server");

            assertThat(fake.connections()).isPositive();
            assertThat(fake.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Trick.class)
    void serverWithACertificateOfAnotherCa_receivesNothingIfItIsVerified(Trick trick) throws Exception {
        for (SslMode mode : List.of(SslMode.VERIFY_CA, SslMode.VERIFY_IDENTITY)) {
            try (FakeMysql fake = FakeMysql.withTls(trick, context(attackers))) {
                assertThat(problem(fake, withCa(mode)))
                        .contains("the certificate of localhost:" + fake.port() + " is not from a CA in MYSQL_CA_FILE="
                                + caFile + ": install a certificate of that CA, or check that this is your server");

                assertThat(fake.connections()).isPositive();
                assertThat(fake.received()).isEmpty();
            }
        }
    }

    @Test
    void serverWithACertificateOfAnotherCa_receivesNothingFromAServiceThatTrustsJavasCas() throws Exception {
        try (FakeMysql fake = FakeMysql.withTls(Trick.PUBLIC_KEY, context(attackers))) {
            assertThat(problem(fake, Map.of("MYSQL_SSL_MODE", "VERIFY_IDENTITY")))
                    .contains(
                            "the certificate of localhost:" + fake.port() + " is not from a CA in Java's list, and"
                                    + " MYSQL_CA_FILE is not set: install a certificate of that CA, or check that this is your server");

            assertThat(fake.received()).isEmpty();
        }
    }

    /** A certificate of the right CA for another name, such as another service's, with its key. */
    @Test
    void serverWithACertificateForAnotherName_receivesNothingIfTheNameIsVerified() throws Exception {
        new CertificateAuthority().issue(trusted, "some-other-service");
        try (FakeMysql fake = FakeMysql.withTls(Trick.PUBLIC_KEY, context(trusted))) {
            assertThat(problem(fake, withCa(SslMode.VERIFY_IDENTITY)))
                    .contains(
                            "the certificate of localhost:" + fake.port()
                                    + " is not valid for localhost: issue one with that name, or check that this is your server");

            assertThat(fake.received()).isEmpty();
        }
    }

    /** Why these modes do not suffice, as SECURITY.md says: inside TLS the client sends its password on request. */
    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"PREFERRED", "REQUIRED"})
    void serverWithAnyCertificate_receivesThePasswordUnlessItIsVerified(SslMode mode) throws Exception {
        try (FakeMysql fake = FakeMysql.withTls(Trick.PUBLIC_KEY, context(attackers))) {
            problem(fake, Map.of("MYSQL_SSL_MODE", mode.name()));

            assertThat(fake.received()).anyMatch(text -> text.contains(PASSWORD));
        }
    }

    @Test
    void serverThatAsksForThePasswordWithoutTls_isReported() throws Exception {
        try (FakeMysql fake = FakeMysql.withoutTls(Trick.PUBLIC_KEY)) {
            assertThat(problem(fake, Map.of()))
                    .contains("localhost:" + fake.port() + " asks for the password without TLS: enable TLS on the"
                            + " server and do not set MYSQL_SSL_MODE=DISABLED");
        }
    }

    private Map<String, String> withCa(SslMode mode) {
        return mode.verifies()
                ? Map.of("MYSQL_SSL_MODE", mode.name(), "MYSQL_CA_FILE", caFile)
                : Map.of("MYSQL_SSL_MODE", mode.name());
    }

    private static Optional<String> problem(FakeMysql fake, Map<String, String> settings) throws Exception {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("MYSQL_HOST", "localhost");
        environment.put("MYSQL_PORT", Integer.toString(fake.port()));
        environment.put("MYSQL_USER", USER);
        environment.put("MYSQL_PASSWORD", PASSWORD);
        try (MysqlPool pool = MysqlPool.open(Settings.read(environment, MysqlPool.SETTINGS), 1, List.of())) {
            return pool.problem();
        }
    }

    private static SSLContext context(Path folder) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream certificate = Files.newInputStream(folder.resolve("tls.crt"));
                InputStream key = Files.newInputStream(folder.resolve("tls.key"))) {
            X509Certificate[] chain = CertificateUtils.getX509Certificates(certificate);
            PrivateKey privateKey = CertificateUtils.getPrivateKey(key);
            store.setKeyEntry("server", privateKey, new char[0], chain);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
