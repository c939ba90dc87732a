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

/** An endpoint with one method whose work each test sets, called through a real socket. */
class GrpcEndpointTest {
    private static final MethodDescriptor<com.google.rpc.Status, com.google.rpc.Status> METHOD =
            MethodDescriptor.<com.google.rpc.Status, com.google.rpc.Status>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("test.Service/Work")
                    .setRequestMarshaller(ProtoUtils.marshaller(com.google.rpc.Status.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(com.google.rpc.Status.getDefaultInstance()))
                    .build();

    private final BoundedCalls calls = new BoundedCalls(
            1, 1, failure -> GrpcErrors.of(Code.INTERNAL, "UNEXPECTED", "no word of " + failure.getClass()));
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
    void call_good_isAnswered() throws Exception {
        assertThat(call("").get(30, TimeUnit.SECONDS).getMessage()).isEqualTo("done");
    }

    /** Whatever is thrown, the caller hears, and the next call finds a thread. */
    @Test
    void call_thatThrows_isAnsweredWithItsStatus() throws Exception {
        work = () -> {
            throw new StackOverflowError("a secret");
        };
        assertThat(failure(call("")).getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);

        work = () -> "again";
        assertThat(call("").get(30, TimeUnit.SECONDS).getMessage()).isEqualTo("again");
    }

    /** More than 1 MiB is nobody's batch. */
    @Test
    void call_tooLarge_isNeverUnknown() throws Exception {
        assertThat(failure(call("x".repeat(2 << 20))).getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void calls_beyondThreadsAndQueue_areRefused() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        work = () -> {
            running.countDown();
            return free.await(30, TimeUnit.SECONDS) ? "done" : "late";
        };

        var first = call("");
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
        var second = call("");
        StatusRuntimeException refused = failure(call(""));
        free.countDown();

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(first.get(30, TimeUnit.SECONDS).getMessage()).isEqualTo("done");
        assertThat(second.get(30, TimeUnit.SECONDS).getMessage()).isEqualTo("done");
    }

    /** Nobody would hear the answer, so the work is not even begun. */
    @Test
    void call_cancelledInTheQueue_isNotDone() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        work = () -> {
            running.countDown();
            return free.await(30, TimeUnit.SECONDS) ? "done" : "late";
        };
        var first = call("");
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
        work = () -> {
            begun.incrementAndGet();
            return "done";
        };

        var queued = call("");
        // Comes after it on the same connection: once this is refused, that is in the queue.
        failure(call(""));
        queued.cancel(true);
        // Comes after the cancellation: once this is refused, the server knows of that.
        failure(call(""));
        free.countDown();
        first.get(30, TimeUnit.SECONDS);
        call("").get(30, TimeUnit.SECONDS);

        assertThat(begun).hasValue(1);
    }

    @Test
    void close_letsTheCallInHandFinish() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        work = () -> {
            running.countDown();
            return free.await(30, TimeUnit.SECONDS) ? "done" : "late";
        };
        var call = call("");
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(endpoint::close);
        free.countDown();

        assertThat(call.get(30, TimeUnit.SECONDS).getMessage()).isEqualTo("done");
        closed.get(30, TimeUnit.SECONDS);
    }

    private ListenableFuture<com.google.rpc.Status> call(String message) {
        return ClientCalls.futureUnaryCall(
                channel.newCall(METHOD, CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS)),
                com.google.rpc.Status.newBuilder().setMessage(message).build());
    }

    private static StatusRuntimeException failure(ListenableFuture<?> call) {
        ExecutionException failure =
                catchThrowableOfType(ExecutionException.class, () -> call.get(30, TimeUnit.SECONDS));
        return (StatusRuntimeException) failure.getCause();
    }
}
