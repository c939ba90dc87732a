package com.billshotel.runtime.mysql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An attacker's server: speaks MySQL's handshake and tries one way to get the password. */
final class FakeMysql implements AutoCloseable {
    private static final String NONCE = "abcdefghijklmnopqrst";
    private static final int CLIENT_SSL = 0x800;
    /** CLIENT_LONG_PASSWORD, PROTOCOL_41, SECURE_CONNECTION, PLUGIN_AUTH, CONNECT_WITH_DB. */
    private static final int CAPABILITIES = 0x1 | 0x200 | 0x8000 | 0x80000 | 0x8;

    private final Trick trick;
    private final SSLContext tls; // null: does not offer it
    private final KeyPair key = keyPair();
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** What the server asks for after the client's first answer. */
    enum Trick {
        /** Pretends not to have cached the account, and offers its own RSA key to encrypt the password with. */
        PUBLIC_KEY("caching_sha2_password"),
        SHA256_PASSWORD("sha256_password"),
        CLEAR_PASSWORD("mysql_clear_password"),
        OLD_PASSWORD("mysql_old_password");

        private final String plugin;

        Trick(String plugin) {
            this.plugin = plugin;
        }
    }

    private FakeMysql(Trick trick, SSLContext tls) throws IOException {
        this.trick = trick;
        this.tls = tls;
        Thread acceptor = new Thread(this::accept, "fake MySQL");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** As a proxy that removes TLS from the greeting looks to the client. */
    static FakeMysql withoutTls(Trick trick) throws IOException {
        return new FakeMysql(trick, null);
    }

    static FakeMysql withTls(Trick trick, SSLContext context) throws IOException {
        return new FakeMysql(trick, context);
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** Every packet that it could read or decrypt, as text. */
    List<String> received() {
        return received;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                client.setSoTimeout(10_000);
                connections.incrementAndGet();
                talk(client);
            } catch (IOException | GeneralSecurityException end) {
                // The client left, which is what it should do.
            }
        }
    }

    private void talk(Socket plain) throws IOException, GeneralSecurityException {
        Session session = new Session(plain);
        session.send(0, greeting());
        byte[] answer = session.receive();
        if (tls != null && answer.length == 32) {
            SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), false);
            encrypted.setUseClientMode(false);
            encrypted.startHandshake();
            session = new Session(encrypted);
            answer = session.receive();
        }
        received.add(new String(answer, ISO_8859_1));
        session.sequence = tls == null ? 2 : 3;
        if (trick != Trick.PUBLIC_KEY) {
            session.send(session.sequence, concat(new byte[] {(byte) 0xFE}, (trick.plugin + "\0" + NONCE + "\0")));
            received.add(new String(session.receive(), ISO_8859_1));
            session.sequence += 2;
        } else {
            session.send(session.sequence, new byte[] {1, 4}); // full authentication
            session.sequence += 2;
            received.add(new String(session.receive(), ISO_8859_1));
        }
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        session.send(session.sequence, concat(new byte[] {1}, pem));
        received.add(decrypted(session.receive()));
    }

    private byte[] greeting() {
        int flags = CAPABILITIES | (tls == null ? 0 : CLIENT_SSL);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(10);
        packet.writeBytes("9.7.4\0".getBytes(UTF_8));
        packet.writeBytes(new byte[] {1, 0, 0, 0});
        packet.writeBytes(NONCE.substring(0, 8).getBytes(UTF_8));
        packet.write(0);
        packet.writeBytes(
                new byte[] {(byte) flags, (byte) (flags >> 8), (byte) 255, 2, 0, (byte) (flags >> 16), 0, 21});
        packet.writeBytes(new byte[10]);
        packet.writeBytes((NONCE.substring(8) + "\0").getBytes(UTF_8));
        packet.writeBytes("caching_sha2_password\0".getBytes(UTF_8));
        return packet.toByteArray();
    }

    private String decrypted(byte[] packet) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
        cipher.init(Cipher.DECRYPT_MODE, key.getPrivate());
        byte[] password = cipher.doFinal(packet);
        for (int i = 0; i < password.length; i++) {
            password[i] ^= (byte) NONCE.charAt(i % NONCE.length());
        }
        return new String(password, ISO_8859_1);
    }

    private static byte[] concat(byte[] head, String tail) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(head);
        joined.writeBytes(tail.getBytes(UTF_8));
        return joined.toByteArray();
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /** Packets with a length of three bytes and a sequence number. */
    private static final class Session {
        private final DataInputStream in;
        private final OutputStream out;
        private int sequence;

        Session(Socket socket) throws IOException {
            this.in = new DataInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        void send(int number, byte[] payload) throws IOException {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            packet.writeBytes(new byte[] {(byte) payload.length, (byte) (payload.length >> 8), 0, (byte) number});
            packet.writeBytes(payload);
            out.write(packet.toByteArray());
            out.flush();
        }

        byte[] receive() throws IOException {
            int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
            in.readUnsignedByte();
            byte[] payload = new byte[length];
            in.readFully(payload);
            return payload;
        }
    }
}
