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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tracks whether the pull streams of one subscriber are open, and when each last received something. The client library reopens
 * lost streams forever without reporting it, and a stream may also be lost without being closed: open, but silent. Thread-safe.
 */
final class StreamWatch implements ClientInterceptor {
    private static final String METHOD = "StreamingPull";

    private final int expected;
    private final LongSupplier clock;
    private final Set<Stream> open = new HashSet<>();
    private long incompleteSince;
    private String lastStatus = "not connected yet";

    /** @param expected the number of streams that the subscriber opens */
    StreamWatch(int expected) {
        this(expected, System::nanoTime);
    }

    StreamWatch(int expected, LongSupplier clock) {
        this.expected = expected;
        this.clock = clock;
        this.incompleteSince = clock.getAsLong();
    }

    /** Empty if at least one stream is open, otherwise the status with which the last one ended. */
    synchronized Optional<String> problem() {
        return open.isEmpty() ? Optional.of(lastStatus) : Optional.empty();
    }

    /** How long the worst stream has been missing or silent. A healthy stream receives the answer to a ping every 30 s. */
    synchronized Duration silence() {
        long now = clock.getAsLong();
        long longest = open.size() < expected ? now - incompleteSince : 0;
        for (Stream stream : open) {
            longest = Math.max(longest, now - stream.lastReceivedAt);
        }
        return Duration.ofNanos(longest);
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return next.newCall(method, isPull(method) ? options.withStreamTracerFactory(new Streams()) : options);
    }

    static boolean isPull(MethodDescriptor<?, ?> method) {
        return METHOD.equals(method.getBareMethodName());
    }

    private synchronized void opened(Stream stream) {
        open.add(stream);
    }

    /** Only the loss that makes the set incomplete starts the clock, however many streams are lost at the same time. */
    private synchronized void closed(Stream stream, Status status) {
        lastStatus = status.getCode() + (status.getDescription() == null ? "" : " " + status.getDescription());
        boolean wasComplete = open.size() >= expected;
        open.remove(stream);
        if (wasComplete && open.size() < expected) {
            incompleteSince = clock.getAsLong();
        }
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
            lastReceivedAt = clock.getAsLong();
            opened(this);
        }

        @Override
        public void inboundMessage(int number) {
            lastReceivedAt = clock.getAsLong();
        }

        @Override
        public void streamClosed(Status status) {
            closed(this, status);
        }
    }
}
