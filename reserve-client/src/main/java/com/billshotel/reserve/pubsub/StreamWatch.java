package com.billshotel.reserve.pubsub;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sees whether a pull stream is open. The client library opens a lost stream again by itself, for ever and without a word; an
 * operator wants to know.
 */
final class StreamWatch implements ClientInterceptor {
    private static final String METHOD = "StreamingPull";

    private final AtomicInteger open = new AtomicInteger();
    private volatile String lastEnd = "not connected yet";

    /** Empty while at least one stream is open, else why the last one ended. */
    Optional<String> problem() {
        return open.get() > 0 ? Optional.empty() : Optional.of(lastEnd);
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        boolean pulls = METHOD.equals(method.getBareMethodName());
        return next.newCall(method, pulls ? options.withStreamTracerFactory(new Streams()) : options);
    }

    private final class Streams extends ClientStreamTracer.Factory {
        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            return new Stream();
        }
    }

    private final class Stream extends ClientStreamTracer {
        private volatile boolean created;

        /** Called once there is a connection that carries the stream. */
        @Override
        public void streamCreated(Attributes transport, Metadata headers) {
            created = true;
            open.incrementAndGet();
        }

        @Override
        public void streamClosed(Status status) {
            lastEnd = status.getCode() + (status.getDescription() == null ? "" : " " + status.getDescription());
            if (created) {
                open.decrementAndGet();
            }
        }
    }
}
