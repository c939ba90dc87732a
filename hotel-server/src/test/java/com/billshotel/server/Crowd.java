package com.billshotel.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Many threads that set out at the same moment. */
final class Crowd {
    private Crowd() {}

    /** Runs the work of each number below {@code size} on a thread of its own; the answers, or the first failure. */
    static <T> List<T> of(int size, IntFunction<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(size);
        try {
            CyclicBarrier start = new CyclicBarrier(size);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Callable<T> own = work.apply(i);
                futures.add(threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return own.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get(60, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
