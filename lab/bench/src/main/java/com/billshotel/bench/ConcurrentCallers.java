package com.billshotel.bench;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** Threads that each do the same thing over and over until they are told to stop, or one of them fails. */
final class ConcurrentCallers implements AutoCloseable {
    /** What one of them does each time. */
    @FunctionalInterface
    interface Task {
        void once() throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean stopped;

    private ConcurrentCallers() {}

    static ConcurrentCallers of(int size, IntFunction<Task> tasks) {
        ConcurrentCallers crowd = new ConcurrentCallers();
        for (int i = 0; i < size; i++) {
            Task task = tasks.apply(i);
            crowd.threads.add(new Thread(() -> crowd.run(task), "bench-" + i));
        }
        crowd.threads.forEach(Thread::start);
        return crowd;
    }

    /** False once one of them has failed. */
    boolean isWell() {
        return failure.get() == null;
    }

    /**
     * Lets each finish what it is at.
     *
     * @throws IllegalStateException if one of them has failed
     */
    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            Uninterruptibles.joinUninterruptibly(thread);
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a thread of the benchmark failed", failure.get());
        }
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
