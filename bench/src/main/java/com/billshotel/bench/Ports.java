package com.billshotel.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** TCP ports of this machine. */
final class Ports {
    private static final int POLL_MILLIS = 20;

    private Ports() {}

    /** A free one, for what must be told its port. */
    static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** @throws IOException if still nobody listens after this time */
    static void awaitListener(int port, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException refused) {
                if (System.nanoTime() > end) {
                    throw new IOException("nobody listens on port " + port + " after " + limit, refused);
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }
}
