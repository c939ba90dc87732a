package com.billshotel.runtime.grpc;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.rpc.Code;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs unary calls on a fixed number of threads behind a bounded queue. When the queue is full, calls fail at once with
 * RESOURCE_EXHAUSTED: under overload, latency stays low and memory bounded.
 */
public final class BoundedCalls implements AutoCloseable {
    /**
     * Covers a lock wait or a broken socket. The endpoint has already drained every call that a client still waits for,
     * so only abandoned work is left.
     */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(6);

    private final ThreadPoolExecutor threads;
    private final Function<Throwable, StatusRuntimeException> errors;

    /**
     * Starts without threads; they are created as calls arrive.
     *
     * @param concurrency calls that run at the same time; one database connection for each
     * @param queueCapacity calls that may wait for a thread
     * @param errors maps an exception to the status that the caller gets
     */
    public BoundedCalls(int concurrency, int queueCapacity, Function<Throwable, StatusRuntimeException> errors) {
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                concurrency,
                concurrency,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queueCapacity),
                task -> new Thread(task, "call-" + count.incrementAndGet()));
        this.errors = errors;
    }

    /** Runs the work on a pool thread and sends the caller its result, or the status for the exception it throws. */
    public <T> void answer(StreamObserver<T> caller, Callable<T> work) {
        try {
            threads.execute(Context.current().wrap(() -> run(caller, work)));
        } catch (RejectedExecutionException queueFull) {
            caller.onError(overloaded());
        }
    }

    /**
     * Sends the caller the stage's result once it completes, without holding a thread in the meantime. The supplier
     * runs on the calling thread and must not block.
     */
    public <T> void answerAsync(StreamObserver<T> caller, Supplier<CompletionStage<T>> work) {
        try {
            work.get().whenComplete((answer, failure) -> settle(caller, answer, failure));
        } catch (RuntimeException rejected) {
            caller.onError(errors.apply(rejected));
        }
    }

    /** Finishes the queued and running work (6 s at most), then interrupts the rest. */
    @Override
    public void close() {
        MoreExecutors.shutdownAndAwaitTermination(threads, DRAIN_TIMEOUT);
    }

    private <T> void settle(StreamObserver<T> caller, T answer, Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapper ? wrapper.getCause() : failure;
        if (cause == null) {
            complete(caller, answer);
        } else {
            caller.onError(cause instanceof RejectedExecutionException ? overloaded() : errors.apply(cause));
        }
    }

    private static StatusRuntimeException overloaded() {
        return GrpcErrors.of(Code.RESOURCE_EXHAUSTED, "OVERLOADED", "too many calls are waiting; try again later");
    }

    private <T> void run(StreamObserver<T> caller, Callable<T> work) {
        if (Context.current().isCancelled()) {
            return; // the caller gave up while this was queued
        }
        T answer;
        try {
            answer = work.call();
        } catch (Throwable failure) { // errors too: every call must get an answer
            caller.onError(errors.apply(failure));
            return;
        }
        complete(caller, answer);
    }

    private static <T> void complete(StreamObserver<T> caller, T answer) {
        caller.onNext(answer);
        caller.onCompleted();
    }
}
