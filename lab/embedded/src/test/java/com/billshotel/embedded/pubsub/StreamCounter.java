package com.billshotel.embedded.pubsub;

import com.google.pubsub.v1.SubscriberGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the StreamingPull calls of a channel. */
final class StreamCounter implements ClientInterceptor {
    private final AtomicInteger streams = new AtomicInteger();

    int count() {
        return streams.get();
    }

    @Override
    public <A, B> ClientCall<A, B> interceptCall(MethodDescriptor<A, B> method, CallOptions options, Channel next) {
        if (method.getFullMethodName()
                .equals(SubscriberGrpc.getStreamingPullMethod().getFullMethodName())) {
            streams.incrementAndGet();
        }
        return next.newCall(method, options);
    }
}
