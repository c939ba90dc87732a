package com.billshotel.runtime.mysql;

import com.google.common.base.Throwables;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Describes in one line why a connection to MySQL fails because of TLS, and how to fix it. */
final class TlsProblem {
    /** The server has require_secure_transport. */
    private static final int SECURE_TRANSPORT_REQUIRED = 3159;

    /** The driver reports these two only as text. */
    private static final String NOT_OFFERED = "SSL Connection required, but not provided by server";

    private static final String KEY_REQUESTED = "Public Key Retrieval is not allowed";

    private final MysqlTls tls;

    TlsProblem(MysqlTls tls) {
        this.tls = tls;
    }

    /** Empty if TLS is not the reason. */
    Optional<String> describe(SQLException failure) {
        List<Throwable> causes = Throwables.getCausalChain(failure);
        return tls.fileProblem()
                .or(() -> ofServer(causes))
                .or(() -> has(causes, SSLException.class) ? Optional.of(ofHandshake(causes)) : Optional.empty());
    }

    private Optional<String> ofServer(List<Throwable> causes) {
        if (says(causes, NOT_OFFERED)) {
            return Optional.of(tls.server() + " does not offer TLS, but MYSQL_SSL_MODE=" + tls.mode()
                    + ": enable TLS on the server");
        } else if (says(causes, KEY_REQUESTED)) {
            return Optional.of(tls.server() + " asks for the password without TLS: enable TLS on the server"
                    + " and do not set MYSQL_SSL_MODE=DISABLED");
        } else if (causes.stream()
                .anyMatch(cause ->
                        cause instanceof SQLException refusal && refusal.getErrorCode() == SECURE_TRANSPORT_REQUIRED)) {
            return Optional.of(tls.server() + " accepts only TLS: set MYSQL_SSL_MODE to REQUIRED or better");
        }
        return Optional.empty();
    }

    private String ofHandshake(List<Throwable> causes) {
        String certificate = "the certificate of " + tls.server();
        if (has(causes, CertificateExpiredException.class) || has(causes, CertificateNotYetValidException.class)) {
            return certificate + " has expired or is not valid yet: renew it, or correct the clock";
        } else if (has(causes, CertPathBuilderException.class) || has(causes, CertPathValidatorException.class)) {
            return certificate + " is not from a CA in "
                    + tls.caFile()
                            .map(file -> "MYSQL_CA_FILE=" + file)
                            .orElse("Java's list, and MYSQL_CA_FILE is not set")
                    + ": install a certificate of that CA, or check that this is your server";
        } else if (has(causes, CertificateException.class)) {
            return certificate + " is not valid for " + tls.host()
                    + ": issue one with that name, or check that this is your server";
        }
        return "the TLS handshake with " + tls.server() + " failed ("
                + causes.get(causes.size() - 1).getMessage() + "): check the TLS settings of the server";
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> kind) {
        return causes.stream().anyMatch(kind::isInstance);
    }

    private static boolean says(List<Throwable> causes, String text) {
        return causes.stream()
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(text));
    }
}
