package com.billshotel.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.rpc.Code;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls an endpoint through a real socket; each test sets what its one method does. */
class GrpcEndpointTest {
    private static final MethodDescriptor<com.google.rpc.Status, com.google.rpc.Status> METHOD =
            MethodDescriptor.<com.google.rpc.Status, com.google.rpc.Status>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("test.Service/Work")
                    .setRequestMarshaller(ProtoUtils.marshaller(com.google.rpc.Status.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(com.google.rpc.Status.getDefaultInstance()))
                    .build();

    private final BoundedCalls calls = new BoundedCalls(
            1, 1, failure -> GrpcErrors.of(Code.INTERNAL, "UNEXPECTED", "hidden: " + failure.getClass()));
    private volatile Callable<String> work = () -> "done";
    private GrpcEndpoint endpoint;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        ServerServiceDefinition service = ServerServiceDefinition.builder("test.Service")
                .addMethod(
                        METHOD,
                        ServerCalls.asyncUnaryCall(
                                (request, caller) -> calls.answer(caller, () -> com.google.rpc.Status.newBuilder()
                                        .setMessage(work.call())
                                        .build())))
                .build();
        endpoint = GrpcEndpoint.start(GrpcPorts.plaintext(0), List.of(() -> service), builder -> {});
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", endpoint.port())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        endpoint.close();
        calls.close();
    }

    @Test
    void call_valid_isAnswered() throws Exception {
        assertThat(call("").get(30, TimeUnit.SECONDS).getMessage()).isEqualTo("done");
    }

    /** Even an Error reaches the caller as a status and leaves the thread usable. */
    @Test
    void call_thatThrows_isAnsweredWithItsStatus() throws Exception {
        work = () -> {
            throw new StackOverflowError("a secret");
        };
        assertThat(failure(call("")).getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);

        work = () -> "again";
        assertThat(call("").get(30, TimeUnit.SECONDS).getMessage()).isEqualTo("again");
    }

    @Test
    void call_tooLarge_isNeverUnknown() throws Exception {
        assertThat(failure(call("x".repeat(2 << 20))).getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void calls_beyondThreadsAndQueue_areRefused() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        work = () -> {
            running.countDown();
            return release.await(30, TimeUnit.SECONDS) ? "done" : "late";
        };

        var first = call("");
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
        var second = call("");
        StatusRuntimeException refused = failure(call(""));
        release.countDown();

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(first.get(30, TimeUnit.SECONDS).getMessage()).isEqualTo("done");
        assertThat(second.get(30, TimeUnit.SECONDS).getMessage()).isEqualTo("done");
    }

    /** No client would receive the answer, so the work is not started. */
    @Test
    void call_cancelledWhileQueued_isNotRun() throws Exception {
        AtomicInteger started = new AtomicInteger();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        work = () -> {
            running.countDown();
            return release.await(30, TimeUnit.SECONDS) ? "done" : "late";
        };
        var first = call("");
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
        work = () -> {
            started.incrementAndGet();
            return "done";
        };

        var queued = call("");
        // Follows the queued call on the same connection: once this one is refused, that one is in the queue.
        failure(call(""));
        queued.cancel(true);
        // Follows the cancellation: once this one is refused, the server has processed it.
        failure(call(""));
        release.countDown();
        first.get(30, TimeUnit.SECONDS);
        // The cancelled call keeps its place in the queue until the thread has come to it.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (isRefused(call(""))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }

        assertThat(started).hasValue(1);
    }

    @Test
    void close_letsTheCallInFlightFinish() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        work = () -> {
            running.countDown();
            return release.await(30, TimeUnit.SECONDS) ? "done" : "late";
        };
        var call = call("");
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(endpoint::close);
        release.countDown();

        assertThat(call.get(30, TimeUnit.SECONDS).getMessage()).isEqualTo("done");
        closed.get(30, TimeUnit.SECONDS);
    }

    private ListenableFuture<com.google.rpc.Status> call(String message) {
        return ClientCalls.futureUnaryCall(
                channel.newCall(METHOD, CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS)),
                com.google.rpc.Status.newBuilder().setMessage(message).build());
    }

    private static boolean isRefused(ListenableFuture<?> call) throws Exception {
        try {
            call.get(30, TimeUnit.SECONDS);
            return false;
        } catch (ExecutionException failure) {
            assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            return true;
        }
    }

    private static StatusRuntimeException failure(ListenableFuture<?> call) {
        ExecutionException failure =
                catchThrowableOfType(ExecutionException.class, () -> call.get(30, TimeUnit.SECONDS));
        return (StatusRuntimeException) failure.getCause();
    }
}
