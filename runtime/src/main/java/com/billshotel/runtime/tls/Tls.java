package com.billshotel.runtime.tls;

import com.billshotel.runtime.health.HealthCheck;
import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import com.google.common.base.Throwables;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCall;
import io.grpc.ServerCredentials;
import io.grpc.StatusRuntimeException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * How a service communicates: in plaintext if no files are set, over TLS with a certificate and its key, and over
 * mutual TLS with a CA as well.
 *
 * <p>The files may appear late and may change. {@link #problem}, which the health monitor calls once a second, reads
 * them again; the next connection uses what it read.
 */
public final class Tls implements HealthCheck {
    public static final Setting<Optional<String>> CERT_FILE =
            Setting.optionalFile("TLS_CERT_FILE", "PEM file with the service's certificate or chain; unset: plaintext");
    public static final Setting<Optional<String>> KEY_FILE =
            Setting.optionalFile("TLS_KEY_FILE", "PEM file with the certificate's private key, in PKCS#8");
    public static final Setting<Optional<String>> CA_FILE =
            Setting.optionalFile("TLS_CA_FILE", "PEM file with the CAs to trust, for mutual TLS; unset: Java's CAs");

    /** The settings that a service with TLS must include in its own. */
    public static final List<Setting<?>> SETTINGS = List.of(CERT_FILE, KEY_FILE, CA_FILE);

    private final Optional<TlsFiles> files;

    private Tls(Optional<TlsFiles> files) {
        this.files = files;
    }

    /**
     * Validates the settings without reading the files. A server built before the CAs are read does not send their
     * names to its clients, which would otherwise select a certificate by those names even after the CAs have changed.
     *
     * @throws BadSettingException if a file is set without another that it requires
     */
    public static Tls of(Settings settings) throws BadSettingException {
        Optional<String> certificate = settings.get(CERT_FILE);
        Optional<String> key = settings.get(KEY_FILE);
        Optional<String> ca = settings.get(CA_FILE);
        if (certificate.isPresent() != key.isPresent()) {
            throw new BadSettingException(CERT_FILE.name() + "=" + certificate.orElse("") + " and " + KEY_FILE.name()
                    + "=" + key.orElse("") + "; expected both or neither");
        } else if (ca.isPresent() && certificate.isEmpty()) {
            throw new BadSettingException(CA_FILE.name() + "=" + ca.get() + "; expected " + CERT_FILE.name() + " and "
                    + KEY_FILE.name() + " too");
        }
        return new Tls(certificate.map(file -> new TlsFiles(file, key.orElseThrow(), ca)));
    }

    /** Credentials for a server. */
    public ServerCredentials ofServer() {
        return files.map(TlsFiles::ofServer).orElseGet(InsecureServerCredentials::create);
    }

    /** Credentials for a channel to a server. */
    public ChannelCredentials ofChannel() {
        return files.map(TlsFiles::ofChannel).orElseGet(InsecureChannelCredentials::create);
    }

    /** Whether callers must present a certificate, which identifies them. */
    public boolean isMutual() {
        return files.isPresent() && files.get().isMutual();
    }

    /** The DNS names and URIs of the caller's certificate; empty if it presented none. */
    public static List<String> callerOf(ServerCall<?, ?> call) {
        SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        try {
            return session == null
                    ? List.of()
                    : CertificateNames.of((X509Certificate) session.getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException noCertificate) {
            return List.of();
        }
    }

    /** Why the TLS handshake failed, if that is why the call failed. */
    public static Optional<String> faultOf(StatusRuntimeException failure) {
        List<Throwable> causes = Throwables.getCausalChain(failure);
        return causes.stream().anyMatch(SSLException.class::isInstance)
                ? Optional.ofNullable(causes.get(causes.size() - 1).getMessage())
                : Optional.empty();
    }

    @Override
    public String name() {
        return "TLS";
    }

    /** Also applies changed files. If they are invalid, logs that and keeps the previous ones while they are valid. */
    @Override
    public Optional<String> problem() {
        return files.flatMap(TlsFiles::refresh);
    }
}
