package com.billshotel.reserve.pubsub;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends pull streams without losing what is on its way. The client library cancels its streams when it stops, which drops every
 * message that the server has sent and the library has not seen yet: nobody has it, and its lease keeps it from others for 10 s.
 * Once {@link #begin} has been called, a stream is half-closed instead, and delivers until the server ends it. Thread-safe.
 */
final class StreamDrain implements ClientInterceptor {
    /** What is left for a stream if earlier ones have used up the time, as they also wait for their bookings. */
    private static final Duration LEAST = Duration.ofMillis(500);

    private final Duration limit;
    private volatile long deadline;
    private volatile boolean begun;

    /** @param limit how long all streams together may take to end */
    StreamDrain(Duration limit) {
        this.limit = limit;
    }

    /** To be called before the library is told to stop. */
    void begin() {
        deadline = System.nanoTime() + limit.toNanos();
        begun = true;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        ClientCall<Q, A> call = next.newCall(method, options);
        return StreamWatch.isPull(method) ? new PullStream<>(call) : call;
    }

    private final class PullStream<Q, A> extends SimpleForwardingClientCall<Q, A> {
        private final AtomicBoolean halfClosed = new AtomicBoolean();
        private final CountDownLatch ended = new CountDownLatch(1);

        PullStream(ClientCall<Q, A> call) {
            super(call);
        }

        @Override
        public void start(Listener<A> library, Metadata headers) {
            super.start(new Responses(library), headers);
        }

        /** Blocks until the server has ended the stream, for a limited time. One that no connection carries has nothing to end. */
        @Override
        public void cancel(String message, Throwable cause) {
            boolean drained = begun && isReady() && halfClosed.compareAndSet(false, true) && endsInOrder();
            if (!drained) {
                super.cancel(message, cause);
            }
        }

        private boolean endsInOrder() {
            halfClose();
            try {
                long nanos = Math.max(deadline - System.nanoTime(), LEAST.toNanos());
                return ended.await(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private final class Responses extends SimpleForwardingClientCallListener<A> {
            Responses(Listener<A> library) {
                super(library);
            }

            @Override
            public void onMessage(A response) {
                super.onMessage(response);
                if (begun) {
                    request(1); // the library asks for no more once it stops
                }
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                ended.countDown();
                super.onClose(status, trailers);
            }
        }
    }
}
