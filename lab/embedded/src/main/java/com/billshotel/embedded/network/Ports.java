package com.billshotel.embedded.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds free TCP ports on the loopback interface. */
public final class Ports {
    /** The IPv4 loopback address. */
    public static final String LOOPBACK = "127.0.0.1";

    /**
     * Below every system's ephemeral ports (Linux starts at 32768). An ephemeral port could be assigned to a client's outgoing
     * connection while its server is down between {@code kill()} and {@code restart()}; a client that retries the server's port
     * could even connect to itself.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 31_999;
    private static final int ATTEMPTS = 100;

    /** Those returned before: a server on one of them may not listen yet, or be down for a restart. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * Returns a random free port from 20000 to 31999, outside the ephemeral range, so that a server can be restarted on it. This
     * process gets each port once only, but another process may bind it before the caller does: where a server can listen on port
     * 0 and tell which port it got, prefer that.
     *
     * @throws IllegalStateException if 100 random ports are all in use
     */
    public static int free() {
        Random random = new Random();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = FIRST + random.nextInt(LAST - FIRST + 1);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "No free port found in " + ATTEMPTS + " attempts from " + FIRST + " to " + LAST + " on " + LOOPBACK);
    }

    /**
     * Fails if a port is in use, with a message for the user.
     *
     * @throws IllegalStateException if the port is in use; the message names it
     */
    public static void requireFree(int port) {
        if (!isFree(port)) {
            throw new IllegalStateException("Port " + port + " on " + LOOPBACK
                    + " is already in use: choose another port, or 0 for any free port");
        }
    }

    /** Whether a server could bind this port now. Connections in TIME_WAIT from an earlier run do not count. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do; otherwise connections in TIME_WAIT would block the port.
            socket.setReuseAddress(true);
            return canBind(socket, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean canBind(ServerSocket socket, int port) {
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
