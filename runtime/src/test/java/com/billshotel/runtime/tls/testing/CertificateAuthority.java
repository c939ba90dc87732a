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

/** A test's own certificate authority. What it issues lies in a folder as a Secret of cert-manager's is mounted. */
public final class CertificateAuthority {
    private static final Duration VALID = Duration.ofDays(1);
    private static final AtomicLong SERIAL_NUMBERS = new AtomicLong(1);

    private final X500Principal name = new X500Principal("CN=test CA " + SERIAL_NUMBERS.get());
    private final KeyPair keys = keys();
    private final X509Certificate certificate =
            certificate(name, keys, Instant.now().plus(VALID), Extension.basicConstraints, new BasicConstraints(true));

    /** The settings of a service whose certificate lies in this folder, now or later. */
    public static Map<String, String> settings(Path folder) {
        return Map.of(
                "TLS_CERT_FILE", folder.resolve("tls.crt").toString(),
                "TLS_KEY_FILE", folder.resolve("tls.key").toString(),
                "TLS_CA_FILE", folder.resolve("ca.crt").toString());
    }

    /** Makes a key and a certificate for these DNS names and URIs, and writes them, with its own certificate, to the folder. */
    public void issue(Path folder, String... names) throws IOException {
        issue(folder, Instant.now().plus(VALID), names);
    }

    /** As the other, with the certificate's end. */
    public void issue(Path folder, Instant end, String... names) throws IOException {
        KeyPair own = keys();
        GeneralName[] general = Stream.of(names)
                .map(name -> new GeneralName(
                        name.contains("://") ? GeneralName.uniformResourceIdentifier : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        // The common name says nothing, as nobody should believe it.
        X509Certificate issued = certificate(
                new X500Principal("CN=reserve-client"),
                own,
                end,
                Extension.subjectAlternativeName,
                new GeneralNames(general));
        write(folder.resolve("tls.crt"), "CERTIFICATE", encoded(issued));
        write(folder.resolve("tls.key"), "PRIVATE KEY", own.getPrivate().getEncoded());
        write(folder.resolve("ca.crt"), "CERTIFICATE", encoded(certificate));
    }

    private X509Certificate certificate(
            X500Principal subject,
            KeyPair own,
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
                    own.getPublic());
            builder.addExtension(extension, true, value);
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
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
