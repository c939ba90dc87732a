package com.billshotel.flood.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/** Connections to one target, and the threads that use them. Closing ends both. */
public final class Attacker implements AutoCloseable {
    private static final int READ_BYTES = 64 * 1024;
    private static final long PAUSE_MILLIS = 1;
    private static final long ROUND_MILLIS = 250;

    private final InetSocketAddress target;
    private final InetAddress source;
    private final LongAdder opened = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean stopped;

    /** @param source the attacker's address */
    public Attacker(InetSocketAddress target, InetAddress source) {
        if (!target.getAddress().isLoopbackAddress() || !source.isLoopbackAddress()) {
            throw new IllegalArgumentException("attacks only loopback addresses, not " + target);
        }
        this.target = target;
        this.source = source;
    }

    /** One use of a connection; after it, or after an error, the connection is replaced. */
    @FunctionalInterface
    interface Use {
        void of(SocketChannel connection) throws IOException, InterruptedException;
    }

    boolean isRunning() {
        return !stopped;
    }

    /** Uses this many connections at a time, each in a thread. */
    void inParallel(int count, Use use) {
        for (int i = 0; i < count; i++) {
            start(() -> repeat(use));
        }
    }

    /**
     * Keeps this many connections open, in one thread. Those that the target closes are replaced.
     *
     * @param opening what is sent at the start
     * @param drip what is sent every 250 ms after that; may be empty
     */
    void hold(int count, byte[] opening, byte[] drip) {
        start(() -> {
            List<SocketChannel> held = new ArrayList<>();
            while (!stopped) {
                held.removeIf(connection -> !isAlive(connection, drip));
                for (int i = held.size(); i < count && !stopped; i++) {
                    SocketChannel connection = open();
                    write(connection, opening);
                    connection.configureBlocking(false);
                    held.add(connection);
                }
                Thread.sleep(ROUND_MILLIS);
            }
        });
    }

    /** Returns when the first connection is open or has been refused, which takes a while on a busy machine. */
    void awaitFirstConnection() throws InterruptedException {
        begun.await();
    }

    void write(SocketChannel connection, byte[] bytes) throws IOException {
        for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
            sentBytes.add(connection.write(rest));
        }
    }

    /** What has been done so far. */
    Volume volume() {
        return new Volume(opened.sum(), sentBytes.sum());
    }

    /** Reads and discards what the target sends, in the background. */
    void discardAnswers(SocketChannel connection) {
        start(() -> {
            ByteBuffer bytes = ByteBuffer.allocate(READ_BYTES);
            while (connection.read(bytes.clear()) >= 0) {
                // discarded
            }
        });
    }

    @Override
    public void close() {
        stopped = true;
        connections.forEach(Attacker::close);
        List<Thread> all;
        synchronized (threads) {
            all = List.copyOf(threads);
        }
        for (Thread thread : all) {
            thread.interrupt();
        }
    }

    private void start(Step step) {
        Thread thread = new Thread(() -> run(step), "attack");
        thread.setDaemon(true);
        synchronized (threads) {
            threads.removeIf(ended -> !ended.isAlive() && ended.getState() == Thread.State.TERMINATED);
            threads.add(thread);
        }
        thread.start();
    }

    private void run(Step step) {
        while (!stopped) {
            try {
                step.run();
                return;
            } catch (IOException refused) {
                pause();
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private void repeat(Use use) throws InterruptedException {
        while (!stopped) {
            try (SocketChannel connection = open()) {
                use.of(connection);
            } catch (IOException closed) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private SocketChannel open() throws IOException {
        SocketChannel connection = SocketChannel.open();
        try {
            connection.bind(new InetSocketAddress(source, 0));
            connection.connect(target);
            connections.removeIf(old -> !old.isOpen());
            connections.add(connection);
            opened.increment();
            return connection;
        } catch (IOException failure) {
            connection.close();
            throw failure;
        } finally {
            begun.countDown();
        }
    }

    private boolean isAlive(SocketChannel connection, byte[] drip) {
        try {
            if (connection.read(ByteBuffer.allocate(1024)) < 0) {
                connection.close();
                return false;
            }
            sentBytes.add(connection.write(ByteBuffer.wrap(drip)));
            return true;
        } catch (IOException closed) {
            close(connection);
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(SocketChannel connection) {
        try {
            connection.close();
        } catch (IOException ignored) {
            // It is closed either way.
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException, InterruptedException;
    }
}
