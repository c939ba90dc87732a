package com.billshotel.reserve.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.pubsub.v1.SubscriberGrpc;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamWatchTest {
    private static final int STREAMS = 2;
    private static final int ROUNDS = 1_000;

    private volatile long now;

    @Test
    void silence_isThatOfTheWorstStream() {
        StreamWatch watch = new StreamWatch(STREAMS, () -> now);
        advance(Duration.ofSeconds(1));
        assertThat(watch.silence()).isEqualTo(Duration.ofSeconds(1));

        List<ClientStreamTracer> streams = open(watch, STREAMS);
        assertThat(watch.problem()).isEmpty();
        advance(Duration.ofDays(1));
        streams.get(0).inboundMessage(1);
        assertThat(watch.silence()).isEqualTo(Duration.ofDays(1));

        streams.get(1).inboundMessage(1);
        assertThat(watch.silence()).isZero();
    }

    @Test
    void silence_afterALoss_countsFromTheLoss() {
        StreamWatch watch = new StreamWatch(STREAMS, () -> now);
        List<ClientStreamTracer> streams = open(watch, STREAMS);
        advance(Duration.ofDays(1));
        streams.get(0).inboundMessage(1);
        streams.get(1).streamClosed(Status.UNAVAILABLE.withDescription("gone"));
        assertThat(watch.silence()).isZero();

        advance(Duration.ofSeconds(2));
        streams.get(0).streamClosed(Status.UNAVAILABLE.withDescription("gone"));
        assertThat(watch.silence()).isEqualTo(Duration.ofSeconds(2));
        assertThat(watch.problem()).contains("UNAVAILABLE gone");
    }

    /** Found by reading: two losses at the same time left the start of an earlier one, so the subscription was reopened. */
    @Test
    void silence_afterSimultaneousLosses_countsFromTheLoss() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                StreamWatch watch = new StreamWatch(STREAMS, () -> now);
                List<ClientStreamTracer> streams = open(watch, STREAMS);
                advance(Duration.ofDays(1));
                AtomicInteger ready = new AtomicInteger();
                Future<?> loss = other.submit(() -> close(streams.get(0), ready));
                close(streams.get(1), ready);
                loss.get();

                assertThat(watch.silence()).as("round %d", round).isZero();
            }
        } finally {
            other.shutdownNow();
        }
    }

    /** Spins until both threads are here, to close the streams as nearly at once as possible. */
    private static void close(ClientStreamTracer stream, AtomicInteger ready) {
        ready.incrementAndGet();
        while (ready.get() < STREAMS) {
            Thread.onSpinWait();
        }
        stream.streamClosed(Status.UNAVAILABLE);
    }

    private void advance(Duration time) {
        now += time.toNanos();
    }

    /** Opens pull streams as the client library does. */
    private static List<ClientStreamTracer> open(StreamWatch watch, int count) {
        List<ClientStreamTracer> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            watch.interceptCall(SubscriberGrpc.getStreamingPullMethod(), CallOptions.DEFAULT, new Opened(streams));
        }
        return streams;
    }

    /** Creates the tracer of each call. */
    private static final class Opened extends Channel {
        private final List<ClientStreamTracer> streams;

        Opened(List<ClientStreamTracer> streams) {
            this.streams = streams;
        }

        @Override
        public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
            ClientStreamTracer stream = options.getStreamTracerFactories()
                    .get(0)
                    .newClientStreamTracer(
                            ClientStreamTracer.StreamInfo.newBuilder().build(), new Metadata());
            stream.streamCreated(Attributes.EMPTY, new Metadata());
            streams.add(stream);
            return null;
        }

        @Override
        public String authority() {
            return "test";
        }
    }
}
