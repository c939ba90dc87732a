package com.billshotel.runtime.tls;

import com.billshotel.runtime.settings.SecretFile;
import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The content of the files.
 *
 * @param chain the service's certificate, followed by any intermediate certificates
 * @param key the private key of the service's certificate
 * @param authorities the trusted CAs; empty without mutual TLS
 */
record TlsKeys(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities) {
    /** @throws TlsFileException if a file is missing, malformed or expired, or does not match the others */
    static TlsKeys read(String certificateFile, String keyFile, Optional<String> caFile) throws TlsFileException {
        String certificate = Tls.CERT_FILE.name() + "=" + certificateFile;
        String key = Tls.KEY_FILE.name() + "=" + keyFile;
        String ca = Tls.CA_FILE.name() + "=" + caFile.orElse("");
        TlsKeys keys = new TlsKeys(
                certificates(certificate, certificateFile),
                privateKey(key, contents(key, keyFile)),
                caFile.isEmpty() ? List.of() : certificates(ca, caFile.get()));
        if (!keys.isValid()) {
            throw new TlsFileException(certificate + " is valid from "
                    + keys.certificate().getNotBefore().toInstant() + " to " + keys.end()
                    + " only: renew it, or correct the clock");
        } else if (!keys.match()) {
            throw new TlsFileException(key + " is not the key of " + certificate + ": renew both");
        }
        return keys;
    }

    /** The service's certificate. */
    X509Certificate certificate() {
        return chain.get(0);
    }

    Instant end() {
        return certificate().getNotAfter().toInstant();
    }

    boolean isValid() {
        try {
            certificate().checkValidity();
            return true;
        } catch (CertificateException outsideValidity) {
            return false;
        }
    }

    /** Whether the certificate verifies a signature of the key. */
    private boolean match() {
        try {
            Signature signature =
                    Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
            signature.initSign(key);
            byte[] proof = signature.sign();
            signature.initVerify(certificate().getPublicKey());
            return signature.verify(proof);
        } catch (GeneralSecurityException differentAlgorithms) {
            return false;
        }
    }

    private static InputStream contents(String setting, String file) throws TlsFileException {
        try {
            return new ByteArrayInputStream(Files.readAllBytes(Path.of(file)));
        } catch (IOException unreadable) {
            throw new TlsFileException(SecretFile.unreadable(setting, Path.of(file)));
        }
    }

    /** @throws TlsFileException if the file cannot be read or has no certificate */
    static List<X509Certificate> certificates(String setting, String file) throws TlsFileException {
        InputStream pem = contents(setting, file);
        try {
            List<X509Certificate> certificates = List.of(CertificateUtils.getX509Certificates(pem));
            if (certificates.isEmpty()) {
                throw new CertificateException("none");
            }
            return certificates;
        } catch (CertificateException malformed) {
            throw new TlsFileException(setting + " has no PEM certificate: renew it");
        }
    }

    private static PrivateKey privateKey(String setting, InputStream pem) throws TlsFileException {
        try {
            return CertificateUtils.getPrivateKey(pem);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException malformed) {
            throw new TlsFileException(
                    setting + " has no RSA or EC key in PKCS#8: convert it with openssl pkcs8 -topk8 -nocrypt");
        }
    }
}
