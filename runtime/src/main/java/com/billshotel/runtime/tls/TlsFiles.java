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

/** The mounted files, and what of them is in use: that stays as it is until what they hold can take its place. */
final class TlsFiles {
    private static final Logger log = LoggerFactory.getLogger(Tls.class);

    private final String certificateFile;
    private final String keyFile;
    private final Optional<String> caFile;
    private final AdvancedTlsX509KeyManager identity = new AdvancedTlsX509KeyManager();
    private final AdvancedTlsX509TrustManager trust;
    private TlsKeys inUse; // null until the files are good for the first time
    private String lastWarning = "";

    TlsFiles(String certificateFile, String keyFile, Optional<String> caFile) {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
        this.caFile = caFile;
        try {
            this.trust = AdvancedTlsX509TrustManager.newBuilder().build();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
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

    /** Takes what the files hold into use, and returns what is wrong if nothing can be used. */
    synchronized Optional<String> refresh() {
        try {
            TlsKeys found = TlsKeys.read(certificateFile, keyFile, caFile);
            if (!found.equals(inUse)) {
                use(found);
            }
            lastWarning = "";
            return Optional.empty();
        } catch (TlsFileException bad) {
            if (inUse == null || !inUse.isValid()) {
                return Optional.of(bad.getMessage());
            }
            warn(bad.getMessage());
            return Optional.empty();
        }
    }

    private void use(TlsKeys found) throws TlsFileException {
        try {
            trust.updateTrustCredentials(found.authorities().toArray(X509Certificate[]::new));
        } catch (IOException | GeneralSecurityException unusable) {
            throw new TlsFileException(Tls.CA_FILE.name() + "=" + caFile.orElse("") + " cannot be used: renew it");
        }
        identity.updateIdentityCredentials(found.chain().toArray(X509Certificate[]::new), found.key());
        inUse = found;
        log.info("TLS certificate for {}, valid until {}", CertificateNames.of(found.certificate()), found.end());
    }

    private void warn(String problem) {
        if (!problem.equals(lastWarning)) {
            lastWarning = problem;
            log.warn("keeping the TLS certificate that is valid until {}: {}", inUse.end(), problem);
        }
    }
}
