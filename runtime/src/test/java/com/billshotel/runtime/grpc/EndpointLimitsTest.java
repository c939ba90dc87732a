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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
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

    /** Of HTTP/2 (RFC 9113): types of frames, and a flag. */
    private static final byte HEADERS = 1;

    private static final byte SETTINGS = 4;
    private static final byte END_HEADERS = 4;

    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
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
        for (Socket socket : sockets) {
            socket.close();
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
        Socket socket = openStreams("/test.Service/Echo", EndpointLimits.CALLS_PER_CONNECTION + 1);

        awaitEnd(socket);
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
        Socket socket = openStreams("/test.Service/None", EndpointLimits.REFUSED_STREAMS + 1);

        awaitEnd(socket);
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
            sockets.add(new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), endpoint.port()));
        }

        awaitEnd(sockets.get(sockets.size() - 1));
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

    /** A connection with the headers of so many calls, but no requests. */
    private Socket openStreams(String path, int count) throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes(ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        sent.writeBytes(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
        byte[] headers = headers(path);
        for (int stream = 1; stream < 2 * count; stream += 2) {
            sent.writeBytes(new byte[] {0, 0, (byte) headers.length, HEADERS, END_HEADERS, 0, 0});
            sent.writeBytes(new byte[] {(byte) (stream >> 8), (byte) stream});
            sent.writeBytes(headers);
        }
        Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), endpoint.port());
        sockets.add(socket);
        socket.getOutputStream().write(sent.toByteArray());
        return socket;
    }

    /** Compressed as RFC 7541 says. */
    private static byte[] headers(String path) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        headers.writeBytes(new byte[] {(byte) 0x83, (byte) 0x86, 4}); // :method POST, :scheme http, :path
        text(headers, path);
        headers.writeBytes(new byte[] {0x0f, 0x10}); // content-type
        text(headers, "application/grpc");
        headers.write(0); // another name
        text(headers, "te");
        text(headers, "trailers");
        return headers.toByteArray();
    }

    private static void text(ByteArrayOutputStream headers, String text) {
        headers.write(text.length());
        headers.writeBytes(ascii(text));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads until the server closes the connection, which it does long before it would because of being idle. */
    private static void awaitEnd(Socket socket) throws IOException {
        socket.setSoTimeout((int) EndpointLimits.CONNECTION_IDLE.toMillis() / 3);
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the connection is still open", open);
        } catch (IOException reset) {
            // ended, too
        }
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
