package com.billshotel.runtime.grpc;

import com.billshotel.runtime.net.PeerLimit;
import com.google.rpc.Code;
import io.grpc.Attributes;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.ServerTransportFilter;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches requests arrive: their memory and time are bounded by an {@link ArrivalBudget} for each event loop. Also limits the
 * number of streams that may stay open.
 */
final class ArrivingRequests {
    private static final Logger log = LoggerFactory.getLogger(ArrivingRequests.class);

    private static final Attributes.Key<Connection> CONNECTION = Attributes.Key.create("connection");

    /** Created once: creating an exception takes longer than everything else about a refused call. */
    private static final StatusRuntimeException TOO_MANY_STREAMS =
            GrpcErrors.of(Code.RESOURCE_EXHAUSTED, "OVERLOADED", "too many streams are open; try again later");

    private static final Runnable NOTHING = () -> {};

    private final long budgetBytes;
    private final Map<EventExecutor, ArrivalBudget> budgets = new ConcurrentHashMap<>();
    private final Map<SocketAddress, Connection> connections = new ConcurrentHashMap<>();
    private final PeerLimit streams = new PeerLimit(EndpointLimits.STREAMS, EndpointLimits.STREAMS_PER_PEER);

    /** @param eventLoops that share the memory for arriving requests */
    ArrivingRequests(int eventLoops) {
        this.budgetBytes = EndpointLimits.ARRIVING_BYTES / eventLoops;
    }

    /** Watches a new connection. */
    void watch(Channel channel, InetAddress peer) {
        SocketAddress address = channel.remoteAddress();
        Connection connection = new Connection(peer, this);
        connections.put(address, connection);
        channel.closeFuture().addListener(closed -> connections.remove(address, connection));
        channel.pipeline().addFirst(connection);
    }

    ArrivalBudget budgetOf(EventExecutor loop) {
        return budgets.computeIfAbsent(loop, any -> ArrivalBudget.of(loop, budgetBytes));
    }

    /** Marks each transport with its {@link Connection}. */
    ServerTransportFilter transportFilter() {
        return new ServerTransportFilter() {
            @Override
            public Attributes transportReady(Attributes transport) {
                Connection connection = connections.get(transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
                return connection == null
                        ? transport
                        : transport.toBuilder().set(CONNECTION, connection).build();
            }
        };
    }

    ServerStreamTracer.Factory tracers() {
        return new ServerStreamTracer.Factory() {
            @Override
            public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
                return new Arrival();
            }
        };
    }

    ServerInterceptor interceptor() {
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                Connection connection = call.getAttributes().get(CONNECTION);
                return connection == null ? next.startCall(call, headers) : begin(connection, call, headers, next);
            }
        };
    }

    private <Q, A> ServerCall.Listener<Q> begin(
            Connection connection, ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (UnknownMethods.include(call)) {
            connection.streamRefused();
            return next.startCall(call, headers);
        }
        boolean unary = call.getMethodDescriptor().getType().serverSendsOneMessage();
        if (!unary && !streams.tryAcquire(connection.peer())) {
            log.warn("refusing health watches or reflection: too many are open");
            connection.streamRefused();
            Metadata trailers = new Metadata();
            trailers.merge(TOO_MANY_STREAMS.getTrailers());
            call.close(TOO_MANY_STREAMS.getStatus(), trailers);
            return new ServerCall.Listener<>() {};
        }
        connection.streamAccepted();
        Arrival arrival = Arrival.KEY.get();
        arrival.begin(connection, call, unary ? NOTHING : () -> streams.release(connection.peer()));
        boolean oneRequest = call.getMethodDescriptor().getType().clientSendsOneMessage();
        return new ArrivalListener<>(next.startCall(call, headers), arrival, oneRequest);
    }

    private static final class ArrivalListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Arrival arrival;
        private final boolean oneRequest;

        ArrivalListener(ServerCall.Listener<Q> handler, Arrival arrival, boolean oneRequest) {
            super(handler);
            this.arrival = arrival;
            this.oneRequest = oneRequest;
        }

        @Override
        public void onMessage(Q message) {
            if (oneRequest || arrival.complete()) {
                super.onMessage(message);
            }
        }

        @Override
        public void onHalfClose() {
            if (arrival.complete()) {
                super.onHalfClose();
            }
        }
    }
}
