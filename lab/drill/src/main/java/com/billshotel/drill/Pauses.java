package com.billshotel.drill;

import com.billshotel.drill.system.DrillSystem;
import com.billshotel.drill.system.Member;
import com.billshotel.drill.system.Role;
import com.billshotel.local.parts.PubSub;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Measures the longest time, in each phase, in which messages waited and none was completed. The time before the first is completed
 * does not count, as the system is still starting, nor that in which MySQL is down because the drill stopped it.
 */
final class Pauses implements AutoCloseable {
    private static final int INTERVAL_MILLIS = 50;

    private final Map<Phase, Long> longest = new LinkedHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "pauses");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean mysqlIsStopped;
    private Phase phase;
    private long most;
    private long begin;

    /**
     * Begins to measure, in this phase.
     *
     * @param completed messages completed so far
     */
    void start(Phase first, DrillSystem system, LongSupplier completed) {
        begin(first);
        timer.scheduleWithFixedDelay(() -> measure(system, completed), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Begins a phase; a pause that lasts at that moment counts in both. */
    synchronized void begin(Phase next) {
        phase = next;
        longest.put(phase, 0L);
    }

    /** The drill has stopped MySQL, which will restart. */
    void excuseUntilMysqlIsUp() {
        mysqlIsStopped = true;
    }

    synchronized Duration longest(Phase of) {
        return Duration.ofNanos(longest.get(of));
    }

    /** The longest of all phases. */
    synchronized Duration longest() {
        return Duration.ofNanos(
                longest.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void measure(DrillSystem system, LongSupplier completed) {
        boolean waits = system.broker().backlog(PubSub.SUBSCRIPTION_PATH).total() > 0;
        observe(System.nanoTime(), completed.getAsLong(), waits && !isMysqlDown(system));
    }

    private boolean isMysqlDown(DrillSystem system) {
        if (mysqlIsStopped
                && system.members().stream()
                        .filter(member -> member.role() == Role.MYSQL)
                        .allMatch(Member::isUp)) {
            mysqlIsStopped = false;
        }
        return mysqlIsStopped;
    }

    /**
     * Measures at one moment.
     *
     * @param nanos the time by {@link System#nanoTime}
     * @param done messages completed so far
     * @param canProgress whether messages wait, and some could be completed
     */
    synchronized void observe(long nanos, long done, boolean canProgress) {
        if (done > most || done == 0 || !canProgress) {
            begin = nanos;
        }
        most = Math.max(most, done);
        longest.merge(phase, nanos - begin, Math::max);
    }
}
