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
 * How a service speaks with others: in plaintext without files, by TLS with a certificate and its key, and by mutual TLS with
 * a CA besides.
 *
 * <p>The files may come late, and change: {@link #problem}, which health asks once a second, reads them, and what it finds is
 * what the next connection is made with.
 */
public final class Tls implements HealthCheck {
    public static final Setting<Optional<String>> CERT_FILE = Setting.optionalFile(
            "TLS_CERT_FILE", "PEM file with the service's certificate, or its chain; unset: plaintext");
    public static final Setting<Optional<String>> KEY_FILE =
            Setting.optionalFile("TLS_KEY_FILE", "PEM file with its private key, in PKCS#8");
    public static final Setting<Optional<String>> CA_FILE = Setting.optionalFile(
            "TLS_CA_FILE", "PEM file with the CAs of everybody else: mutual TLS; unset: Java's CAs");

    /** What a service that speaks TLS must list among its settings. */
    public static final List<Setting<?>> SETTINGS = List.of(CERT_FILE, KEY_FILE, CA_FILE);

    private final Optional<TlsFiles> files;

    private Tls(Optional<TlsFiles> files) {
        this.files = files;
    }

    /**
     * Reads no file yet: a server that is built meanwhile names no CAs to its callers, who would choose a certificate by them
     * even after they have changed.
     *
     * @throws BadSettingException if one of the files is set without another that it needs
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

    /** For a server. */
    public ServerCredentials ofServer() {
        return files.map(TlsFiles::ofServer).orElseGet(InsecureServerCredentials::create);
    }

    /** For a channel to a server. */
    public ChannelCredentials ofChannel() {
        return files.map(TlsFiles::ofChannel).orElseGet(InsecureChannelCredentials::create);
    }

    /** Whether callers must show a certificate, so that a server knows who they are. */
    public boolean isMutual() {
        return files.isPresent() && files.get().isMutual();
    }

    /** Who calls: the DNS names and URIs of the certificate that the caller showed; empty if there was none. */
    public static List<String> callerOf(ServerCall<?, ?> call) {
        SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        try {
            return session == null
                    ? List.of()
                    : CertificateNames.of((X509Certificate) session.getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException unknown) {
            return List.of();
        }
    }

    /** Why two sides did not come to speak TLS, if that is why a call failed. */
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

    /** Also takes what has changed into use; a change for the worse is logged and left where it is. */
    @Override
    public Optional<String> problem() {
        return files.flatMap(TlsFiles::refresh);
    }
}
