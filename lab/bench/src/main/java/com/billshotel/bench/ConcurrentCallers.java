package com.billshotel.bench;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** Threads that each repeat a task until they are closed or one of them fails. */
final class ConcurrentCallers implements AutoCloseable {
    /** One iteration of a thread. */
    @FunctionalInterface
    interface Task {
        void once() throws Exception;
    }

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Duration limit;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean stopped;

    private ConcurrentCallers(Duration limit) {
        this.limit = limit;
    }

    static ConcurrentCallers start(int size, IntFunction<Task> tasks) {
        return start(size, LIMIT, tasks);
    }

    /** @param limit how long {@link #close} waits before it interrupts the threads */
    static ConcurrentCallers start(int size, Duration limit, IntFunction<Task> tasks) {
        ConcurrentCallers callers = new ConcurrentCallers(limit);
        for (int i = 0; i < size; i++) {
            Task task = tasks.apply(i);
            callers.threads.add(new Thread(() -> callers.run(task), "bench-" + i));
        }
        callers.threads.forEach(Thread::start);
        return callers;
    }

    /** Whether a thread has failed, which stops all of them. */
    boolean hasFailed() {
        return failure.get() != null;
    }

    /**
     * Stops the threads. Each completes its current iteration, but one that takes longer than a minute is interrupted.
     *
     * @throws IllegalStateException if a thread has failed or was interrupted
     */
    @Override
    public void close() {
        stopped = true;
        if (!awaitEnd()) {
            failure.compareAndSet(null, new TimeoutException("no end after " + limit.toSeconds() + " s"));
            threads.forEach(Thread::interrupt);
            awaitEnd();
        }
        if (hasFailed()) {
            throw new IllegalStateException("a thread of the benchmark failed: " + failure.get(), failure.get());
        }
    }

    private boolean awaitEnd() {
        long deadline = System.nanoTime() + limit.toNanos();
        for (Thread thread : threads) {
            Uninterruptibles.joinUninterruptibly(thread, Duration.ofNanos(deadline - System.nanoTime()));
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }

    private void run(Task task) {
        try {
            while (!stopped) {
                task.once();
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
            stopped = true;
        }
    }
}
