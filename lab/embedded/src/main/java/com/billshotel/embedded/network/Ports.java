package com.billshotel.embedded.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;

/** TCP ports of the loopback interface. */
public final class Ports {
    public static final String LOOPBACK = "127.0.0.1";

    /**
     * Below every system's ephemeral ports (Linux starts at 32768). A port out of those could be taken by some client's
     * connection while the server is down between {@code kill()} and {@code restart()}, or even by a client that retries the
     * server's own port and so connects to itself.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 100;

    private Ports() {}

    public static int free() {
        Random random = new Random();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = FIRST + random.nextInt(LAST - FIRST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port found from " + FIRST + " to " + LAST + " on " + LOOPBACK);
    }

    public static void requireFree(int port) {
        if (!isFree(port)) {
            throw new IllegalStateException("Port " + port + " on " + LOOPBACK
                    + " is taken by another process: choose another port, or 0 for any free one");
        }
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the server does it: connections still in TIME_WAIT from the last run do not count.
            socket.setReuseAddress(true);
            return bound(socket, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean bound(ServerSocket socket, int port) {
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
