package com.billshotel.cluster.load;

import com.billshotel.cluster.kube.Cluster;
import com.billshotel.cluster.kube.PortForward;
import com.billshotel.cluster.kube.Shell;
import com.billshotel.cluster.report.Console;
import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.PubSub;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Publishes bookings at a steady rate, some of them twice, and looks for their rows. Uses forwarded ports, which are not subject to
 * NetworkPolicies.
 */
public final class Load implements AutoCloseable {
    /** A hotel that exists while there is load, and after it. */
    public static final int HOTEL = Bookings.FIRST_HOTEL;

    private static final int BROKER_PORT = 8085;
    private static final int MYSQL_PORT = 3306;
    private static final int TICK_MILLIS = 50;
    private static final int POLL_MILLIS = 25;
    private static final int RECONNECT_MILLIS = 100;
    private static final int REPEATED_SHARE = 20;
    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(60);

    /** Messages of a killed worker are redelivered after 10 s, at most; more is too late. */
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(120);

    private final Console console;
    private final int rate;
    private final PortForward broker;
    private final PortForward mysql;
    private final PubSub pubsub;
    private final Bookings bookings;
    private final Thread publisher = new Thread(this::publish, "publisher");
    private final Thread checker = new Thread(this::check, "checker");
    private long firstId;
    private Ledger ledger;
    private volatile boolean publishing = true;
    private volatile boolean closed;

    private Load(Shell shell, Cluster cluster, Console console, int rate) {
        this.console = console;
        this.rate = rate;
        this.broker = PortForward.to(shell, "service/pubsub-broker", BROKER_PORT);
        this.mysql = PortForward.to(shell, "pod/hotel-db-0", MYSQL_PORT);
        this.pubsub = new PubSub(broker.address());
        this.bookings = new Bookings(mysql.port(), () -> cluster.secret("hotel-mysql", "root_password"));
    }

    /** Begins, and returns when the system books as fast as messages arrive. */
    public static Load start(Shell shell, Cluster cluster, Console console, int rate)
            throws SQLException, InterruptedException {
        Load load = new Load(shell, cluster, console, rate);
        try {
            load.start();
            return load;
        } catch (SQLException | InterruptedException | RuntimeException failure) {
            load.close();
            throw failure;
        }
    }

    private void start() throws SQLException, InterruptedException {
        retried(() -> {
            bookings.createHotels();
            firstId = bookings.freeId();
            return firstId;
        });
        ledger = new Ledger(firstId);
        publisher.setDaemon(true);
        checker.setDaemon(true);
        publisher.start();
        checker.start();
        TimeUnit.SECONDS.sleep(2);
        awaitSettled(position(), WARM_UP_LIMIT);
    }

    /** The id of the next message. */
    public long position() {
        return ledger.nextId();
    }

    /**
     * Runs something while messages are published, and a little longer.
     *
     * @return about all messages of that time, once they have their rows, or two minutes later
     */
    public Waits during(Console.Step step) throws Exception {
        long from = position();
        step.run();
        TimeUnit.SECONDS.sleep(2);
        long to = position();
        awaitSettledOrLost(to);
        return ledger.waits(from, to);
    }

    /**
     * Stops publishing, waits for the last rows, and checks the tables.
     *
     * @return messages without rows, and what is wrong with the tables
     */
    public List<String> finish() throws SQLException, InterruptedException {
        publishing = false;
        publisher.join();
        awaitSettledOrLost(position());
        closed = true;
        checker.join();
        List<String> problems = new ArrayList<>(retried(bookings::inconsistencies));
        int lost = ledger.waits(firstId, position()).lost();
        if (lost > 0) {
            problems.add(lost + " messages without a row");
        }
        return problems;
    }

    @Override
    public void close() throws SQLException {
        publishing = false;
        closed = true;
        publisher.interrupt();
        checker.interrupt();
        pubsub.close();
        mysql.close();
        broker.close();
    }

    /** A forwarded port breaks now and then while pods are killed; that is no fault of the system. */
    private static <T> T retried(Query<T> query) throws SQLException {
        long deadline = System.nanoTime() + WARM_UP_LIMIT.toNanos();
        while (true) {
            try {
                return query.run();
            } catch (SQLException broken) {
                if (System.nanoTime() > deadline) {
                    throw broken;
                }
                pause();
            }
        }
    }

    private void awaitSettledOrLost(long to) throws InterruptedException {
        try {
            awaitSettled(to, SETTLE_LIMIT);
        } catch (LabException lost) {
            console.say(lost.getMessage());
        }
    }

    private void awaitSettled(long to, Duration limit) throws InterruptedException {
        console.await("rows of all messages", limit, () -> {
            long open = to - ledger.lowestOpen();
            return open <= 0 ? Optional.empty() : Optional.of("not of the last " + open);
        });
    }

    /** Publishes what is due at once, however long the last publication took, but never more than a second's messages. */
    private void publish() {
        long period = TimeUnit.SECONDS.toNanos(1) / rate;
        for (long due = System.nanoTime(); publishing; ) {
            try {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
                long now = System.nanoTime();
                int batch = (int) Math.min(rate, (now - due) / period);
                due = batch == rate ? now : due + batch * period;
                if (batch > 0) {
                    publish(batch);
                }
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    /** A batch whose publication fails is published again; it counts from the attempt that succeeds. */
    private void publish(int batch) throws InterruptedException {
        List<String> messages = messages(ledger.nextId(), batch);
        while (publishing) {
            long begun = System.nanoTime();
            try {
                pubsub.publish(messages);
                ledger.published(batch, begun);
                return;
            } catch (StatusRuntimeException unavailable) {
                TimeUnit.MILLISECONDS.sleep(RECONNECT_MILLIS);
            }
        }
    }

    private static List<String> messages(long firstId, int count) {
        List<String> messages = new ArrayList<>();
        for (long id = firstId; id < firstId + count; id++) {
            messages.add(Bookings.message(id));
            if (id % REPEATED_SHARE == 0) {
                messages.add(Bookings.message(id));
            }
        }
        return messages;
    }

    private void check() {
        while (!closed) {
            try {
                lookForRows();
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (SQLException unavailable) {
                pause();
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private void lookForRows() throws SQLException {
        long from = ledger.lowestOpen();
        long to = ledger.nextId() - 1;
        if (from <= to) {
            bookings.settled(from, to, id -> ledger.settled(id, System.nanoTime()));
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Query<T> {
        T run() throws SQLException;
    }
}
