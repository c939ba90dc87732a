package com.billshotel.runtime.grpc;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts the calls that a stop must wait for. Health and reflection are not among them: their streams stay open for as
 * long as a client likes to watch, so waiting for them would make every stop as long as it may be.
 */
final class CallsInHand extends ServerStreamTracer.Factory {
    private static final ServerStreamTracer UNCOUNTED = new ServerStreamTracer() {};

    private int count;

    @Override
    public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        if (fullMethodName.startsWith("grpc.")) {
            return UNCOUNTED;
        }
        change(1);
        return new ServerStreamTracer() {
            @Override
            public void streamClosed(Status status) {
                change(-1);
            }
        };
    }

    /** Returns when no call is in hand, or after this time. */
    synchronized void awaitNone(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (long left = most.toNanos(); count > 0 && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void change(int by) {
        count += by;
        notifyAll();
    }
}
