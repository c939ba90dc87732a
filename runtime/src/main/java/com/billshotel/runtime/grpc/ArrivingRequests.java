package com.billshotel.runtime.grpc;

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
import java.net.SocketAddress;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory and the time that requests may take to arrive: beyond the budget the connection with the oldest incomplete
 * request loses all its incomplete ones, and after the time limit a call ends. Also limits the streams that may stay open.
 */
final class ArrivingRequests {
    private static final Attributes.Key<Connection> CONNECTION = Attributes.Key.create("connection");
    private static final Runnable NOTHING = () -> {};

    private final Map<SocketAddress, Connection> connections = new ConcurrentHashMap<>();
    private final AtomicLong heldBytes = new AtomicLong();
    private final AtomicBoolean overBudget = new AtomicBoolean();
    private final PeerLimit streams = new PeerLimit(EndpointLimits.STREAMS, EndpointLimits.STREAMS_PER_PEER);
    private final RepeatedWarning abandoned =
            new RepeatedWarning("ended calls whose request did not arrive in time, or within the memory for requests");
    private final RepeatedWarning refused =
            new RepeatedWarning("refused a health watch or reflection: too many are open");

    void opened(Connection connection) {
        connections.put(connection.address(), connection);
    }

    void closed(Connection connection) {
        connections.remove(connection.address(), connection);
    }

    /** Bytes held by requests that have not arrived completely. */
    long heldBytes() {
        return heldBytes.get();
    }

    void held(long change) {
        if (heldBytes.addAndGet(change) > EndpointLimits.ARRIVING_BYTES && overBudget.compareAndSet(false, true)) {
            freeMemory();
        }
    }

    void count() {
        abandoned.raise();
    }

    /** To be called about once a second. */
    void endLateCalls() {
        long now = System.nanoTime();
        long limit = EndpointLimits.ARRIVAL.toNanos();
        connections.values().stream()
                .filter(connection -> connection.oldestAgeNanos(now) > limit)
                .forEach(Connection::abandonLate);
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
        boolean unary = call.getMethodDescriptor().getType().serverSendsOneMessage();
        if (!unary && !streams.tryAcquire(connection.peer())) {
            refused.raise();
            StatusRuntimeException error =
                    GrpcErrors.of(Code.RESOURCE_EXHAUSTED, "OVERLOADED", "too many streams are open; try again later");
            call.close(error.getStatus(), error.getTrailers());
            return new ServerCall.Listener<>() {};
        }
        Arrival arrival = Arrival.KEY.get();
        arrival.begin(connection, call, unary ? NOTHING : () -> streams.release(connection.peer()));
        boolean oneRequest = call.getMethodDescriptor().getType().clientSendsOneMessage();
        return new ArrivalListener<>(next.startCall(call, headers), arrival, oneRequest);
    }

    private void freeMemory() {
        long now = System.nanoTime();
        connections.values().stream()
                .max(Comparator.comparingLong(connection -> connection.oldestAgeNanos(now)))
                .ifPresent(Connection::abandonAll);
        overBudget.set(false);
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
