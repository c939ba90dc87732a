package com.billshotel.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Settings;
import com.billshotel.runtime.tls.testing.CertificateAuthority;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages for missing or invalid settings and files. */
class TlsTest {
    @TempDir
    private Path folder;

    private final CertificateAuthority authority = new CertificateAuthority();
    private Tls tls;

    @BeforeEach
    void open() throws Exception {
        tls = tls(CertificateAuthority.settings(folder));
    }

    @Test
    void settings_unset_meanPlaintext() throws Exception {
        Tls plaintext = tls(Map.of());

        assertThat(plaintext.ofServer()).isInstanceOf(InsecureServerCredentials.class);
        assertThat(plaintext.ofChannel()).isInstanceOf(InsecureChannelCredentials.class);
        assertThat(plaintext.isMutual()).isFalse();
        assertThat(plaintext.problem()).isEmpty();
    }

    @Test
    void certificateOrKey_withoutTheOther_isRefused() {
        assertThatThrownBy(() -> tls(Map.of("TLS_CERT_FILE", "/tls/tls.crt")))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("TLS_CERT_FILE=/tls/tls.crt and TLS_KEY_FILE=; expected both or neither");
        assertThatThrownBy(() -> tls(Map.of("TLS_KEY_FILE", "/tls/tls.key")))
                .hasMessage("TLS_CERT_FILE= and TLS_KEY_FILE=/tls/tls.key; expected both or neither");
    }

    @Test
    void ca_alone_isRefused() {
        assertThatThrownBy(() -> tls(Map.of("TLS_CA_FILE", "/tls/ca.crt")))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("TLS_CA_FILE=/tls/ca.crt; expected TLS_CERT_FILE and TLS_KEY_FILE too");
    }

    @Test
    void path_relative_isRefused() {
        assertThatThrownBy(() -> tls(Map.of("TLS_CERT_FILE", "tls.crt", "TLS_KEY_FILE", "/tls/tls.key")))
                .hasMessage("TLS_CERT_FILE=tls.crt; expected an absolute path");
    }

    @ParameterizedTest
    @CsvSource({"tls.crt, TLS_CERT_FILE", "tls.key, TLS_KEY_FILE", "ca.crt, TLS_CA_FILE"})
    void file_missing_isNamedUntilItExists(String file, String setting) throws Exception {
        authority.issue(folder, "hotel-server");
        Path moved = Files.move(folder.resolve(file), folder.resolve("moved"));

        assertThat(tls.problem())
                .hasValue(setting + "=" + folder.resolve(file)
                        + " cannot be read: mount the file, or fix its permissions");
        Files.move(moved, folder.resolve(file));
        assertThat(tls.problem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no PEM", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void certificate_malformed_isNamed(String content) throws Exception {
        authority.issue(folder, "hotel-server");
        Files.writeString(folder.resolve("tls.crt"), content);

        assertThat(tls.problem())
                .hasValue("TLS_CERT_FILE=" + folder.resolve("tls.crt") + " has no PEM certificate: renew it");
    }

    /** OpenSSL and cert-manager write the second format by default. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n?\n-----END PRIVATE KEY-----\n"
            })
    void key_malformed_isNamed(String content) throws Exception {
        authority.issue(folder, "hotel-server");
        Files.writeString(folder.resolve("tls.key"), content);

        assertThat(tls.problem())
                .hasValue("TLS_KEY_FILE=" + folder.resolve("tls.key") + " has no RSA or EC key in PKCS#8:"
                        + " convert it with openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void key_ofAnotherCertificate_isNamed() throws Exception {
        authority.issue(folder, "hotel-server");
        byte[] key = Files.readAllBytes(folder.resolve("tls.key"));
        authority.issue(folder, "hotel-server");
        Files.write(folder.resolve("tls.key"), key);

        assertThat(tls.problem())
                .hasValue("TLS_KEY_FILE=" + folder.resolve("tls.key") + " is not the key of TLS_CERT_FILE="
                        + folder.resolve("tls.crt") + ": renew both");
    }

    @Test
    void certificate_expired_isNamed() throws Exception {
        authority.issue(folder, Instant.now().minus(Duration.ofMinutes(1)), "hotel-server");

        assertThat(tls.problem())
                .get()
                .asString()
                .startsWith("TLS_CERT_FILE=" + folder.resolve("tls.crt") + " is valid from ")
                .endsWith(" only: renew it, or correct the clock");
    }

    /** The service keeps the previous certificate. */
    @Test
    void renewal_failed_isNoProblemWhileTheOldCertificateIsValid() throws Exception {
        authority.issue(folder, "hotel-server");
        assertThat(tls.problem()).isEmpty();

        Files.delete(folder.resolve("tls.crt"));

        assertThat(tls.problem()).isEmpty();
    }

    private static Tls tls(Map<String, String> settings) throws BadSettingException {
        return Tls.of(Settings.read(settings, Tls.SETTINGS));
    }
}
