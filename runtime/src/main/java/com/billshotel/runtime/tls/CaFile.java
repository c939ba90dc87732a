package com.billshotel.runtime.tls;

import com.billshotel.runtime.settings.Setting;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A PEM file with the CAs to trust. It may appear late and may change, so each use reads it again. */
public final class CaFile {
    private final String setting;
    private final String file;

    /** @param setting the setting that names the file, for messages */
    public CaFile(Setting<?> setting, String file) {
        this.setting = setting.name() + "=" + file;
        this.file = file;
    }

    /** One line that says why the file is unusable and how to fix it; empty if it is usable. */
    public Optional<String> problem() {
        try {
            trustManagers();
            return Optional.empty();
        } catch (IOException unusable) {
            return Optional.of(unusable.getMessage());
        }
    }

    /**
     * Trusts only the CAs that are in the file now.
     *
     * @throws IOException if the file is unusable; the message is that of {@link #problem}
     */
    public TrustManager[] trustManagers() throws IOException {
        try {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            for (X509Certificate authority : TlsKeys.certificates(setting, file)) {
                authorities.setCertificateEntry(Integer.toString(authorities.size()), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            return factory.getTrustManagers();
        } catch (TlsFileException unusable) {
            throw new IOException(unusable.getMessage(), unusable);
        } catch (GeneralSecurityException unusable) {
            throw new IOException(setting + " cannot be used: renew it", unusable);
        }
    }
}
