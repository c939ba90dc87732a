package com.billshotel.runtime.tls.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for tests. It writes files with the same names and formats as a Secret of cert-manager. */
public final class CertificateAuthority {
    private static final Duration VALID = Duration.ofDays(1);
    private static final AtomicLong SERIAL_NUMBERS = new AtomicLong(1);

    private final X500Principal name = new X500Principal("CN=test CA " + SERIAL_NUMBERS.get());
    private final KeyPair keys = keys();
    private final X509Certificate certificate =
            certificate(name, keys, Instant.now().plus(VALID), Extension.basicConstraints, new BasicConstraints(true));

    /** The settings of a service whose files are in this folder; they need not exist yet. */
    public static Map<String, String> settings(Path folder) {
        return Map.of(
                "TLS_CERT_FILE", folder.resolve("tls.crt").toString(),
                "TLS_KEY_FILE", folder.resolve("tls.key").toString(),
                "TLS_CA_FILE", folder.resolve("ca.crt").toString());
    }

    /**
     * Creates a key and a certificate, valid for a day, for these DNS names and URIs, and writes both and the CA's
     * certificate.
     */
    public void issue(Path folder, String... names) throws IOException {
        issue(folder, Instant.now().plus(VALID), names);
    }

    /** Like {@link #issue(Path, String...)}, with the certificate's expiry. */
    public void issue(Path folder, Instant end, String... names) throws IOException {
        KeyPair subjectKeys = keys();
        GeneralName[] generalNames = Stream.of(names)
                .map(name -> new GeneralName(
                        name.contains("://") ? GeneralName.uniformResourceIdentifier : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        // Always the worker's name, to prove that the common name is ignored.
        X509Certificate issued = certificate(
                new X500Principal("CN=reserve-client"),
                subjectKeys,
                end,
                Extension.subjectAlternativeName,
                new GeneralNames(generalNames));
        write(folder.resolve("tls.crt"), "CERTIFICATE", encoded(issued));
        write(folder.resolve("tls.key"), "PRIVATE KEY", subjectKeys.getPrivate().getEncoded());
        write(folder.resolve("ca.crt"), "CERTIFICATE", encoded(certificate));
    }

    private X509Certificate certificate(
            X500Principal subject,
            KeyPair subjectKeys,
            Instant end,
            org.bouncycastle.asn1.ASN1ObjectIdentifier extension,
            org.bouncycastle.asn1.ASN1Encodable value) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(SERIAL_NUMBERS.incrementAndGet()),
                    Date.from(end.minus(VALID).minus(VALID)),
                    Date.from(end),
                    subject,
                    subjectKeys.getPublic());
            builder.addExtension(extension, true, value);
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        Files.write(
                file,
                List.of(
                        "-----BEGIN " + kind + "-----",
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content),
                        "-----END " + kind + "-----"));
    }
}
