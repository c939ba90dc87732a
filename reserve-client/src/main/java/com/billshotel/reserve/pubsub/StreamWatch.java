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
 * Sees whether the pull streams of one subscriber are open, and when something last came over them. The client library opens a
 * lost stream again by itself, for ever and without a word; an operator wants to know. And a stream may be lost without an end:
 * open, and silent.
 */
final class StreamWatch implements ClientInterceptor {
    private static final String METHOD = "StreamingPull";

    private final int expected;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private volatile long incompleteSince = System.nanoTime();
    private volatile String lastEnd = "not connected yet";

    /** @param expected how many streams there should be */
    StreamWatch(int expected) {
        this.expected = expected;
    }

    /** Empty while at least one stream is open, else why the last one ended. */
    Optional<String> problem() {
        return open.isEmpty() ? Optional.of(lastEnd) : Optional.empty();
    }

    /** For how long some stream has been missing, or nothing has come over it; the server answers a ping every 30 s. */
    Duration silence() {
        long now = System.nanoTime();
        long longest = open.size() < expected ? now - incompleteSince : 0;
        for (Stream stream : open) {
            longest = Math.max(longest, now - stream.heardAt);
        }
        return Duration.ofNanos(longest);
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
        private volatile long heardAt;

        /** Called once there is a connection that carries the stream. */
        @Override
        public void streamCreated(Attributes transport, Metadata headers) {
            heardAt = System.nanoTime();
            open.add(this);
        }

        @Override
        public void inboundMessage(int number) {
            heardAt = System.nanoTime();
        }

        @Override
        public void streamClosed(Status status) {
            lastEnd = status.getCode() + (status.getDescription() == null ? "" : " " + status.getDescription());
            if (open.remove(this) && open.size() == expected - 1) {
                incompleteSince = System.nanoTime();
            }
        }
    }
}
