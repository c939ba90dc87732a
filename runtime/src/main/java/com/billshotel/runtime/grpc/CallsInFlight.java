package com.billshotel.runtime.grpc;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts the calls that a shutdown must wait for. Health and reflection calls are excluded: a client may keep such a
 * stream open indefinitely, so waiting for them would stretch every shutdown to its timeout.
 */
final class CallsInFlight extends ServerStreamTracer.Factory {
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

    /** Returns when no call is in flight, or after the timeout. */
    synchronized void awaitNone(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        for (long left = timeout.toNanos(); count > 0 && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void change(int by) {
        count += by;
        notifyAll();
    }
}
