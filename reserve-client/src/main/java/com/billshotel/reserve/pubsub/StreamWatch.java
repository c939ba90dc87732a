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
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tracks whether the pull streams of one subscriber are open, and when each last received something. The client library reopens
 * lost streams forever without reporting it, and a stream may also be lost without being closed: open, but silent.
 */
final class StreamWatch implements ClientInterceptor {
    private static final String METHOD = "StreamingPull";

    private final int expected;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private volatile long incompleteSince = System.nanoTime();
    private volatile String lastStatus = "not connected yet";

    /** @param expected the number of streams that the subscriber opens */
    StreamWatch(int expected) {
        this.expected = expected;
    }

    /** Empty if at least one stream is open, otherwise the status with which the last one ended. */
    Optional<String> problem() {
        return open.isEmpty() ? Optional.of(lastStatus) : Optional.empty();
    }

    /** How long the worst stream has been missing or silent. A healthy stream receives the answer to a ping every 30 s. */
    Duration silence() {
        long now = System.nanoTime();
        long longest = open.size() < expected ? now - incompleteSince : 0;
        for (Stream stream : open) {
            longest = Math.max(longest, now - stream.lastReceivedAt);
        }
        return Duration.ofNanos(longest);
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        boolean isPull = METHOD.equals(method.getBareMethodName());
        return next.newCall(method, isPull ? options.withStreamTracerFactory(new Streams()) : options);
    }

    private final class Streams extends ClientStreamTracer.Factory {
        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            return new Stream();
        }
    }

    private final class Stream extends ClientStreamTracer {
        private volatile long lastReceivedAt;

        /** Called once a connection carries the stream. */
        @Override
        public void streamCreated(Attributes transport, Metadata headers) {
            lastReceivedAt = System.nanoTime();
            open.add(this);
        }

        @Override
        public void inboundMessage(int number) {
            lastReceivedAt = System.nanoTime();
        }

        @Override
        public void streamClosed(Status status) {
            lastStatus = status.getCode() + (status.getDescription() == null ? "" : " " + status.getDescription());
            if (open.remove(this) && open.size() == expected - 1) {
                incompleteSince = System.nanoTime();
            }
        }
    }
}
