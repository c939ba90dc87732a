package com.billshotel.runtime.grpc;

import com.billshotel.runtime.net.BoundedListener;
import com.google.rpc.Code;
import io.grpc.Context;
import io.grpc.ServerCall;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The arrival of one call's request. Used only by the event loop of its connection. */
final class Arrival extends ServerStreamTracer {
    static final Context.Key<Arrival> KEY = Context.key("arrival");

    private Connection connection;
    private ServerCall<?, ?> call;
    private Runnable atEnd = () -> {};
    private long startNanos;
    private long heldBytes;
    private boolean arriving;
    private boolean abandoned;

    @Override
    public Context filterContext(Context context) {
        return context.withValue(KEY, this);
    }

    /** @param atEnd runs when the call has ended */
    void begin(Connection connection, ServerCall<?, ?> call, Runnable atEnd) {
        this.connection = connection;
        this.call = call;
        this.atEnd = atEnd;
        hold(EndpointLimits.BYTES_PER_CALL);
    }

    @Override
    public void inboundWireSize(long bytes) {
        if (connection != null && !abandoned) {
            hold(BoundedListener.READ_BYTES + bytes);
        }
    }

    /** Returns false if the call has been abandoned and must not be handled. */
    boolean complete() {
        letGo();
        return !abandoned;
    }

    @Override
    public void streamClosed(Status status) {
        if (connection != null) {
            letGo();
            atEnd.run();
            connection = null;
        }
    }

    /** When the request began to arrive. */
    long startNanos() {
        return startNanos;
    }

    /** Ends the call, which frees what it holds. */
    void abandon(Code code, String reason, String message) {
        abandoned = true;
        letGo();
        StatusRuntimeException error = GrpcErrors.of(code, reason, message);
        call.close(error.getStatus(), error.getTrailers());
    }

    private void hold(long bytes) {
        if (!arriving) {
            arriving = true;
            startNanos = System.nanoTime();
        }
        heldBytes += bytes;
        connection.hold(this, bytes);
    }

    private void letGo() {
        if (arriving) {
            arriving = false;
            long bytes = heldBytes;
            heldBytes = 0;
            connection.letGo(this, bytes);
        }
    }
}
