package com.billshotel.drill.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy between a service and one of its dependencies that fails on command. It distributes connections over its targets
 * round-robin and skips targets that refuse them.
 */
public final class FaultyLink implements AutoCloseable {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final String name;
    private final ServerSocket listener;
    private final List<Integer> targets;
    private final LinkFaults faults;
    private final Set<Tunnel> tunnels = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();

    private FaultyLink(String name, ServerSocket listener, List<Integer> targets, LinkFaults faults) {
        this.name = name;
        this.listener = listener;
        this.targets = List.copyOf(targets);
        this.faults = faults;
    }

    /** Opens a link that forwards bytes without looking at them. */
    public static FaultyLink open(String name, List<Integer> targets) {
        return start(name, targets, new LinkFaults(false));
    }

    /** Opens a link that recognizes COMMITs. */
    public static FaultyLink openToMysql(String name, int target) {
        return start(name, List.of(target), new LinkFaults(true));
    }

    private static FaultyLink start(String name, List<Integer> targets, LinkFaults faults) {
        try {
            FaultyLink link = new FaultyLink(name, new ServerSocket(0, 128, HERE), targets, faults);
            Tunnel.daemon(name, link::acceptAll);
            return link;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String name() {
        return name;
    }

    /** The port to connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    public LinkFaults faults() {
        return faults;
    }

    /** Whether there are connections. A service has none to a replica. */
    public boolean isInUse() {
        return !tunnels.isEmpty();
    }

    /** Resets every connection. */
    public void cut() {
        tunnels.forEach(Tunnel::cut);
    }

    /** Shuts down one direction of every connection; the other stays open. */
    public void halfClose(boolean towardsClient) {
        tunnels.forEach(tunnel -> tunnel.halfClose(towardsClient));
    }

    @Override
    public void close() {
        Tunnel.closeQuietly(listener);
        cut();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Tunnel.daemon(name, () -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        for (int attempt = 0; attempt < targets.size(); attempt++) {
            int port = targets.get(Math.floorMod(turn.getAndIncrement(), targets.size()));
            try {
                Tunnel tunnel = new Tunnel(client, new Socket(HERE, port), faults);
                tunnels.add(tunnel);
                tunnel.run();
                tunnels.remove(tunnel);
                return;
            } catch (IOException unreachable) {
                // Try the next target.
            }
        }
        Tunnel.closeQuietly(client);
    }
}
