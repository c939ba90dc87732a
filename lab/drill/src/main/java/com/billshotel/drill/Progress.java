package com.billshotel.drill;

import com.billshotel.drill.Timeline.Mark;
import com.billshotel.drill.Timeline.Sample;
import com.billshotel.drill.crash.CrashPoint;
import com.billshotel.drill.faults.FaultTally;
import com.billshotel.drill.system.CrashPlan;
import com.billshotel.drill.system.DrillSystem;
import com.billshotel.embedded.pubsub.PubSubBroker.BacklogSize;
import com.billshotel.local.parts.PubSub;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reports progress: every second on one line of a terminal, every ten seconds on a new line of a file. */
final class Progress implements AutoCloseable {
    private static final int SECONDS_PER_LINE = 10;

    private final DrillSystem system;
    private final Publisher publisher;
    private final FaultTally faults;
    private final CrashPlan crashes;
    private final PrintStream out;
    private final boolean terminal = System.console() != null;
    private final List<Sample> samples = new ArrayList<>();
    private final long start = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    Progress(DrillSystem system, Publisher publisher, FaultTally faults, CrashPlan crashes, PrintStream out) {
        this.system = system;
        this.publisher = publisher;
        this.faults = faults;
        this.crashes = crashes;
        this.out = out;
    }

    void start() {
        timer.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** One sample per second so far. */
    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** The faults injected so far, in chronological order. */
    List<Mark> faults() {
        return faults.marks().stream()
                .map(mark -> new Mark(seconds(mark.nanos()), mark.fault().kind()))
                .toList();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        if (terminal) {
            out.println();
        }
    }

    private synchronized void tick() {
        BacklogSize backlog = system.broker().backlog(PubSub.SUBSCRIPTION_PATH);
        // While a block is being published, the backlog already holds messages that do not count as published yet.
        long completed = Math.max(completed(), publisher.published() - backlog.total());
        Sample now = new Sample(seconds(System.nanoTime()), completed, backlog.total());
        samples.add(now);
        if (terminal) {
            out.print("\r" + line(now) + "  ");
            out.flush();
        } else if (samples.size() % SECONDS_PER_LINE == 0) {
            out.println(line(now));
        }
    }

    private long completed() {
        return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).completed();
    }

    /** Since the start, to a millisecond. */
    private double seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos - start) / 1e3;
    }

    private String line(Sample now) {
        long seconds = (long) now.seconds();
        Sample before = samples.get(Math.max(0, samples.size() - 1 - SECONDS_PER_LINE));
        double period = Math.max(1, now.seconds() - before.seconds());
        return String.format(
                "%02d:%02d  published %,9d  completed %,9d  backlog %,6d  kills %4d  restarts %3d  crash points %2d/%d  %,6.0f/s",
                seconds / 60,
                seconds % 60,
                publisher.published(),
                now.completed(),
                now.backlog(),
                faults.kills(),
                faults.restarts(),
                crashes.reached(),
                CrashPoint.values().length,
                (now.completed() - before.completed()) / period);
    }
}
