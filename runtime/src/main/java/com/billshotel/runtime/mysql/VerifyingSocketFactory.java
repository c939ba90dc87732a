package com.billshotel.runtime.mysql;

import com.billshotel.runtime.tls.CaFile;
import com.mysql.cj.conf.PropertyDefinitions;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Verifies MySQL's certificate, before anything else is sent, against the CAs in a PEM file. The driver itself reads CAs only from
 * key stores. It creates one instance per connection, by name, which is why this class is public.
 */
public final class VerifyingSocketFactory extends StandardSocketFactory {
    /** The driver's property that carries the path of the CA file; unset: Java's CAs. */
    static final PropertyKey CA_FILE = PropertyKey.trustCertificateKeyStoreUrl;

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    @Override
    @SuppressWarnings("unchecked") // the driver expects a Socket
    public <T extends Closeable> T performTlsHandshake(SocketConnection connection, ServerSession session, Log log)
            throws IOException {
        sslSocket = handshake(connection);
        return (T) sslSocket;
    }

    private Socket handshake(SocketConnection connection) throws IOException {
        PropertySet properties = connection.getPropertySet();
        SSLSocket socket =
                (SSLSocket) context(properties.getStringProperty(CA_FILE).getValue())
                        .getSocketFactory()
                        .createSocket(rawSocket, connection.getHost(), connection.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        if (properties.getEnumProperty(PropertyKey.sslMode).getValue() == PropertyDefinitions.SslMode.VERIFY_IDENTITY) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static SSLContext context(String caFile) throws IOException {
        TrustManager[] trust = caFile == null ? null : new CaFile(MysqlPool.CA_FILE, caFile).trustManagers();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return context;
        } catch (GeneralSecurityException unexpected) {
            throw new IOException(unexpected);
        }
    }
}
