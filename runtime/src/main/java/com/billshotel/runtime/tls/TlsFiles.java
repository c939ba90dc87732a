package com.billshotel.runtime.tls;

import io.grpc.ChannelCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mounted files and the keys in use, which are replaced only once the files hold valid new ones. */
final class TlsFiles {
    private static final Logger log = LoggerFactory.getLogger(Tls.class);

    private final String certificateFile;
    private final String keyFile;
    private final Optional<String> caFile;
    private final AdvancedTlsX509KeyManager identity = new AdvancedTlsX509KeyManager();
    private final AdvancedTlsX509TrustManager trust;
    private TlsKeys inUse; // null until the files are first valid
    private String lastWarning = "";

    TlsFiles(String certificateFile, String keyFile, Optional<String> caFile) {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
        this.caFile = caFile;
        try {
            this.trust = AdvancedTlsX509TrustManager.newBuilder().build();
        } catch (GeneralSecurityException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    boolean isMutual() {
        return caFile.isPresent();
    }

    ServerCredentials ofServer() {
        TlsServerCredentials.Builder credentials =
                TlsServerCredentials.newBuilder().keyManager(identity);
        if (isMutual()) {
            credentials.trustManager(trust).clientAuth(ClientAuth.REQUIRE);
        }
        return credentials.build();
    }

    ChannelCredentials ofChannel() {
        TlsChannelCredentials.Builder credentials =
                TlsChannelCredentials.newBuilder().keyManager(identity);
        if (isMutual()) {
            credentials.trustManager(trust);
        }
        return credentials.build();
    }

    /** Applies the files' content. Returns the problem if they are unusable and no valid keys are in use. */
    synchronized Optional<String> refresh() {
        try {
            TlsKeys found = TlsKeys.read(certificateFile, keyFile, caFile);
            if (!found.equals(inUse)) {
                apply(found);
            }
            lastWarning = "";
            return Optional.empty();
        } catch (TlsFileException invalid) {
            if (inUse == null || !inUse.isValid()) {
                return Optional.of(invalid.getMessage());
            }
            warn(invalid.getMessage());
            return Optional.empty();
        }
    }

    private void apply(TlsKeys found) throws TlsFileException {
        try {
            trust.updateTrustCredentials(found.authorities().toArray(X509Certificate[]::new));
        } catch (IOException | GeneralSecurityException unusable) {
            throw new TlsFileException(Tls.CA_FILE.name() + "=" + caFile.orElse("") + " cannot be used: renew it");
        }
        identity.updateIdentityCredentials(found.chain().toArray(X509Certificate[]::new), found.key());
        inUse = found;
        log.info(
                "using the TLS certificate for {}, valid until {}",
                CertificateNames.of(found.certificate()),
                found.end());
    }

    private void warn(String problem) {
        if (!problem.equals(lastWarning)) {
            lastWarning = problem;
            log.warn("keeping the TLS certificate in use, valid until {}: {}", inUse.end(), problem);
        }
    }
}
