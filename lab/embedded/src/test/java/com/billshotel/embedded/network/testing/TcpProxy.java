package com.billshotel.embedded.network.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Forwards TCP connections to a port on 127.0.0.1 and injects faults: it silently drops all data, like a firewall that has lost a
 * connection's state, delays it, or cuts connections after a chosen request has taken effect but before its answer arrives.
 */
public final class TcpProxy implements AutoCloseable {
    private final int target;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean swallowing;
    private volatile Cut cut = request -> false;
    private volatile Duration delay = Duration.ZERO;

    /** Selects the request to cut after: it is forwarded, its answer is awaited but not forwarded. */
    @FunctionalInterface
    public interface Cut {
        /** Whether to cut after these bytes, one read from the client. */
        boolean after(byte[] request);
    }

    private TcpProxy(int target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** Starts a proxy on a free port of 127.0.0.1 in front of this port. */
    public static TcpProxy to(int target) {
        try {
            TcpProxy proxy = new TcpProxy(target, new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
            thread("proxy-accept", proxy::accept);
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The port it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Silently drops all data in both directions, on existing and new connections. New connections are still accepted. */
    public void swallow() {
        swallowing = true;
        links.forEach(Link::swallow);
    }

    /** Forwards new connections again. Connections that were swallowed stay so. */
    public void heal() {
        swallowing = false;
    }

    /** Delays all data by this much in each direction, on existing and new connections. */
    public void delay(Duration eachWay) {
        delay = eachWay;
    }

    /** Cuts every connection that has carried such a request, as soon as the answer arrives. */
    public void cutAfter(Cut cut) {
        this.cut = cut;
    }

    /** Number of connections cut so far. */
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
                // Catches a swallow() or close() that ran before the link was added.
                if (swallowing) {
                    link.swallow();
                }
                link.start();
                if (listener.isClosed()) {
                    link.close();
                }
            } catch (IOException closedOrUnreachable) {
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
        } catch (Exception ignored) {
            // Closed anyway.
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
            } catch (IOException unreachable) {
                close();
                throw unreachable;
            }
            thread("proxy-requests", () -> forward(client, this::request));
            thread("proxy-answers", () -> forward(server, this::answer));
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

        private void forward(Socket from, Forward forward) {
            byte[] buffer = new byte[BUFFER];
            try {
                for (int n = from.getInputStream().read(buffer);
                        n >= 0;
                        n = from.getInputStream().read(buffer)) {
                    LockSupport.parkNanos(delay.toNanos());
                    forward.accept(Arrays.copyOf(buffer, n));
                }
            } catch (IOException ended) {
                // Closing both sockets below tells the other side.
            }
            close();
        }
    }

    private interface Forward {
        void accept(byte[] bytes) throws IOException;
    }
}
