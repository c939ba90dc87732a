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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs unary calls on a fixed number of threads behind a short queue. A call that finds the queue full is refused at
 * once with RESOURCE_EXHAUSTED, which keeps waiting short and memory bounded when more comes in than can be done.
 */
public final class BoundedCalls implements Executor, AutoCloseable {
    /** Long enough for a lock wait or a broken socket to end: the endpoint has waited for all that callers wait for. */
    private static final Duration DRAIN = Duration.ofSeconds(6);

    private final ThreadPoolExecutor threads;
    private final Function<Throwable, StatusRuntimeException> errors;

    /**
     * @param parallel calls that run at a time: as many as there are database connections for them
     * @param waiting calls that may wait for a thread
     * @param errors what a caller is told of an exception
     */
    public BoundedCalls(int parallel, int waiting, Function<Throwable, StatusRuntimeException> errors) {
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                parallel,
                parallel,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                task -> new Thread(task, "call-" + count.incrementAndGet()));
        this.errors = errors;
    }

    /** Answers the call with what the work returns, or with the status of what it throws. */
    public <T> void answer(StreamObserver<T> caller, Callable<T> work) {
        try {
            threads.execute(Context.current().wrap(() -> run(caller, work)));
        } catch (RejectedExecutionException full) {
            caller.onError(overloaded());
        }
    }

    /**
     * Answers the call with what the work comes to, once it has; holds no thread meanwhile. The work itself is begun by the
     * calling thread, so it must not block: what does goes through {@link #execute}.
     */
    public <T> void answerLater(StreamObserver<T> caller, Supplier<CompletionStage<T>> work) {
        try {
            work.get().whenComplete((answer, failure) -> conclude(caller, answer, failure));
        } catch (RuntimeException refusal) {
            caller.onError(errors.apply(refusal));
        }
    }

    /** @throws RejectedExecutionException if too much is waiting already */
    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /** Finishes what is in hand. */
    @Override
    public void close() {
        MoreExecutors.shutdownAndAwaitTermination(threads, DRAIN);
    }

    private <T> void conclude(StreamObserver<T> caller, T answer, Throwable failure) {
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
            return; // the caller has given up while this waited: nobody would hear the answer
        }
        T answer;
        try {
            answer = work.call();
        } catch (Throwable failure) { // of any kind: a call must never end without an answer
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
