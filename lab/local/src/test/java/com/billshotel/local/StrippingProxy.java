package com.billshotel.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An attacker between a service and MySQL: removes TLS from the server's greeting, and reads what the client sends. */
final class StrippingProxy implements AutoCloseable {
    private static final int CLIENT_SSL_HIGH_BYTE = 0x08;
    private static final int HEADER = 4;

    private final int target;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<ByteArrayOutputStream> received = new CopyOnWriteArrayList<>();

    StrippingProxy(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return received.size();
    }

    /** Everything that clients sent. */
    String received() {
        StringBuilder all = new StringBuilder();
        received.forEach(bytes -> all.append(bytes.toString(ISO_8859_1)));
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            received.add(sent);
            start(() -> {
                strip(server.getInputStream(), client.getOutputStream());
                server.getInputStream().transferTo(client.getOutputStream());
                client.close();
            });
            start(() -> {
                byte[] buffer = new byte[8_192];
                for (int length; (length = client.getInputStream().read(buffer)) > 0; ) {
                    sent.write(buffer, 0, length);
                    server.getOutputStream().write(buffer, 0, length);
                }
                server.close();
            });
        }
    }

    /** Protocol 10: version, NUL, thread id (4), nonce (8), NUL, then the lower half of the capabilities. */
    private static void strip(InputStream server, OutputStream client) throws IOException {
        byte[] header = server.readNBytes(HEADER);
        byte[] greeting = server.readNBytes(header[0] & 0xFF | (header[1] & 0xFF) << 8);
        int end = 1;
        while (greeting[end] != 0) {
            end++;
        }
        greeting[end + 15] &= ~CLIENT_SSL_HIGH_BYTE;
        client.write(header);
        client.write(greeting);
        client.flush();
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException end) {
                        // One of the two has left.
                    }
                },
                "stripping proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
