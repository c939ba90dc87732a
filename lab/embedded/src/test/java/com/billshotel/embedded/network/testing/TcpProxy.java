package com.billshotel.embedded.network.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes TCP connections on to a port of this machine, and fails on command: it swallows everything without a word, as a firewall
 * does that has forgotten a connection, or cuts connections when a certain request has taken effect and its answer is on its way.
 */
public final class TcpProxy implements AutoCloseable {
    private final int target;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean swallowing;
    private volatile Cut cut = request -> false;

    /** Says after which request to cut. The request is passed on; its answer is awaited, and not passed on. */
    @FunctionalInterface
    public interface Cut {
        boolean after(byte[] request);
    }

    private TcpProxy(int target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** A proxy on a free port of 127.0.0.1, in front of this port. */
    public static TcpProxy to(int target) {
        try {
            TcpProxy proxy = new TcpProxy(target, new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
            thread("proxy-accept", proxy::accept);
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** From now on all that is sent, either way and over any connection, goes nowhere; new connections are accepted. */
    public void swallow() {
        swallowing = true;
        links.forEach(Link::swallow);
    }

    /** New connections pass again. Those that were swallowed stay so. */
    public void heal() {
        swallowing = false;
    }

    /** Cuts each connection over which such a request has gone, as soon as it is answered. */
    public void cutAfter(Cut such) {
        cut = such;
    }

    /** How often it has cut. */
    public int cuts() {
        return cuts.get();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        links.forEach(Link::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Link link = new Link(listener.accept());
                links.add(link);
                link.start();
            } catch (IOException closedOrNobodyThere) {
                // The client sees its connection end.
            }
        }
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception alreadyGone) {
            // Then it is closed.
        }
    }

    private final class Link {
        private static final int BUFFER = 1 << 16;

        private final Socket client;
        private final Socket server = new Socket();
        private volatile boolean swallowed = swallowing;
        private volatile boolean cutting;

        Link(Socket client) {
            this.client = client;
        }

        void start() throws IOException {
            try {
                server.connect(new InetSocketAddress("127.0.0.1", target));
            } catch (IOException nobodyThere) {
                close();
                throw nobodyThere;
            }
            thread("proxy-requests", () -> pass(client, this::request));
            thread("proxy-answers", () -> pass(server, this::answer));
        }

        void swallow() {
            swallowed = true;
        }

        void close() {
            links.remove(this);
            closeQuietly(client);
            closeQuietly(server);
        }

        private void request(byte[] bytes) throws IOException {
            cutting |= cut.after(bytes);
            if (!swallowed) {
                server.getOutputStream().write(bytes);
            }
        }

        private void answer(byte[] bytes) throws IOException {
            if (cutting) {
                cuts.incrementAndGet();
                throw new IOException("cut");
            } else if (!swallowed) {
                client.getOutputStream().write(bytes);
            }
        }

        private void pass(Socket from, Sink sink) {
            byte[] buffer = new byte[BUFFER];
            try {
                for (int n = from.getInputStream().read(buffer);
                        n >= 0;
                        n = from.getInputStream().read(buffer)) {
                    sink.take(Arrays.copyOf(buffer, n));
                }
            } catch (IOException ended) {
                // The other side is told by closing it, too.
            }
            close();
        }
    }

    private interface Sink {
        void take(byte[] bytes) throws IOException;
    }
}
