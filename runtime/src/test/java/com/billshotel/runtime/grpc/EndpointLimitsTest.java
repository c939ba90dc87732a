package com.billshotel.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exceeds each limit with real connections; an ordinary call must still be answered. */
@Timeout(180)
class EndpointLimitsTest {
    private static final MethodDescriptor<Status, Status> METHOD = MethodDescriptor.<Status, Status>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("test.Service/Echo")
            .setRequestMarshaller(ProtoUtils.marshaller(Status.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(Status.getDefaultInstance()))
            .build();

    /** A client that sends what it has at once, rather than with the end of the request. */
    private static final MethodDescriptor<Status, Status> IN_PIECES = METHOD.toBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .build();

    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<Http2Connection> connections = new ArrayList<>();
    private GrpcEndpoint endpoint;
    private ManagedChannel normal;

    @BeforeEach
    void start() throws Exception {
        ServerServiceDefinition service = ServerServiceDefinition.builder("test.Service")
                .addMethod(METHOD, ServerCalls.asyncUnaryCall((request, caller) -> {
                    caller.onNext(request);
                    caller.onCompleted();
                }))
                .build();
        GrpcPorts loopback = new GrpcPorts(Optional.of("127.0.0.1"), 0, io.grpc.InsecureServerCredentials.create(), 0);
        endpoint = GrpcEndpoint.start(loopback, List.of(() -> service), builder -> {});
        normal = channel();
        echo();
    }

    @AfterEach
    void stop() throws IOException {
        for (Http2Connection connection : connections) {
            connection.close();
        }
        channels.forEach(ManagedChannel::shutdownNow);
        endpoint.close();
    }

    @Test
    void request_ofTheLargestSize_isAnswered_andALargerOneIsNot() {
        int fits = EndpointLimits.MESSAGE_BYTES - 4; // the field's tag and length
        assertThat(echo("x".repeat(fits)).getMessage()).hasSize(fits);

        StatusRuntimeException refused =
                catchThrowableOfType(StatusRuntimeException.class, () -> echo("x".repeat(fits + 1)));
        assertThat(refused.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.RESOURCE_EXHAUSTED);
    }

    /** 16 connections with 256 incomplete requests each would hold more than the budget. */
    @Test
    void incompleteRequests_beyondTheBudget_endOldestFirst() throws Exception {
        LinkedBlockingQueue<io.grpc.Status> ended = new LinkedBlockingQueue<>();
        for (int i = 0; i < 16; i++) {
            ManagedChannel channel = channel();
            for (int call = 0; call < EndpointLimits.CALLS_PER_CONNECTION; call++) {
                begin(channel, ended);
            }
        }

        assertThat(ended.poll(60, TimeUnit.SECONDS).getCode()).isEqualTo(io.grpc.Status.Code.RESOURCE_EXHAUSTED);
        echo();
    }

    /** A client that does not wait for SETTINGS is not held to them by Netty. */
    @Test
    void incompleteRequests_beyondTheLimitOfAConnection_closeIt() throws Exception {
        Http2Connection client = http2();

        client.openStreams("/test.Service/Echo", EndpointLimits.CALLS_PER_CONNECTION + 1);

        client.awaitEnd();
        echo();
    }

    @Test
    void unknownMethod_isUnimplemented() {
        MethodDescriptor<Status, Status> unknown =
                METHOD.toBuilder().setFullMethodName("test.Service/None").build();

        assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(
                        normal, unknown, CallOptions.DEFAULT, Status.getDefaultInstance()))
                .hasMessage("UNIMPLEMENTED: Method not found: test.Service/None");
    }

    @Test
    void unknownMethods_beyondTheLimitOfRefusedStreams_closeTheConnection() throws Exception {
        Http2Connection client = http2();

        client.openStreams("/test.Service/None", EndpointLimits.REFUSED_STREAMS + 1);

        client.awaitEnd();
        echo();
    }

    @Test
    void request_thatDoesNotArriveInTime_endsItsCallOnly() throws Exception {
        LinkedBlockingQueue<io.grpc.Status> ended = new LinkedBlockingQueue<>();
        begin(normal, ended);

        assertThat(ended.poll(60, TimeUnit.SECONDS).getCode()).isEqualTo(io.grpc.Status.Code.DEADLINE_EXCEEDED);
        echo();
    }

    @Test
    void connections_beyondTheLimitOfAnAddress_areClosed() throws Exception {
        int limit = EndpointLimits.CONNECTIONS.perPeer();
        for (int i = 0; i < 2 * limit; i++) {
            http2();
        }

        connections.get(connections.size() - 1).awaitEnd();
        echo();
    }

    @Test
    void healthWatches_beyondTheLimitOfAnAddress_areRefused() throws Exception {
        LinkedBlockingQueue<io.grpc.Status> ended = new LinkedBlockingQueue<>();
        for (int i = 0; i < 2; i++) {
            ManagedChannel channel = channel();
            for (int watch = 0; watch < EndpointLimits.STREAMS_PER_PEER / 2 + 1; watch++) {
                watch(channel, ended);
            }
        }

        assertThat(ended.poll(60, TimeUnit.SECONDS).getCode()).isEqualTo(io.grpc.Status.Code.RESOURCE_EXHAUSTED);
        echo();
    }

    /** Ended watches make room for others. */
    @Test
    void healthWatches_thatEnd_areNotCounted() throws Exception {
        assertThat(watchesAreAccepted(EndpointLimits.STREAMS_PER_PEER - 10)).isTrue();

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!watchesAreAccepted(EndpointLimits.STREAMS_PER_PEER - 10)) { // the server may not have seen the end yet
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    /** Opens watches, waits until each is answered or refused, and ends them. */
    private boolean watchesAreAccepted(int count) throws Exception {
        ManagedChannel channel = channel();
        LinkedBlockingQueue<io.grpc.Status> refused = new LinkedBlockingQueue<>();
        List<CompletableFuture<Void>> settled = new ArrayList<>();
        for (int watch = 0; watch < count; watch++) {
            settled.add(watch(channel, refused));
        }
        CompletableFuture.allOf(settled.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        boolean accepted = refused.isEmpty();
        channel.shutdownNow();
        assertThat(channel.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        return accepted;
    }

    @Test
    void endpoint_withAnAddress_listensOnNoOther() {
        InetSocketAddress other = new InetSocketAddress("127.0.0.2", endpoint.port());
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(other, 5_000)).isInstanceOf(IOException.class);
        } catch (IOException closed) {
            throw new AssertionError(closed);
        }
    }

    private Status echo() {
        return echo("hello");
    }

    private Status echo(String message) {
        return ClientCalls.blockingUnaryCall(
                normal,
                METHOD,
                CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS),
                Status.newBuilder().setCode(Code.OK_VALUE).setMessage(message).build());
    }

    /** Sends a request, but not its end. */
    private static void begin(ManagedChannel channel, LinkedBlockingQueue<io.grpc.Status> ended) {
        ClientCall<Status, Status> call = channel.newCall(IN_PIECES, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(io.grpc.Status status, Metadata trailers) {
                        ended.add(status);
                    }
                },
                new Metadata());
        call.sendMessage(Status.getDefaultInstance());
    }

    /** The result completes with the first answer, or when the watch is refused. */
    private static CompletableFuture<Void> watch(ManagedChannel channel, LinkedBlockingQueue<io.grpc.Status> ended) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        HealthGrpc.newStub(channel).watch(HealthCheckRequest.getDefaultInstance(), new StreamObserver<>() {
            @Override
            public void onNext(HealthCheckResponse status) {
                answered.complete(null);
            }

            @Override
            public void onError(Throwable failure) {
                ended.add(io.grpc.Status.fromThrowable(failure));
                answered.complete(null);
            }

            @Override
            public void onCompleted() {
                ended.add(io.grpc.Status.OK);
            }
        });
        return answered;
    }

    private Http2Connection http2() throws IOException {
        Http2Connection connection = new Http2Connection(endpoint.port());
        connections.add(connection);
        return connection;
    }

    private ManagedChannel channel() {
        ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", endpoint.port())
                .usePlaintext()
                .disableRetry()
                .build();
        channels.add(channel);
        return channel;
    }
}
