package com.billshotel.bench;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** Threads that each repeat a task until they are closed or one of them fails. */
final class ConcurrentCallers implements AutoCloseable {
    /** One iteration of a thread. */
    @FunctionalInterface
    interface Task {
        void once() throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean stopped;

    private ConcurrentCallers() {}

    static ConcurrentCallers start(int size, IntFunction<Task> tasks) {
        ConcurrentCallers callers = new ConcurrentCallers();
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
     * Stops the threads; each completes its current iteration.
     *
     * @throws IllegalStateException if a thread has failed
     */
    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            Uninterruptibles.joinUninterruptibly(thread);
        }
        if (hasFailed()) {
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
