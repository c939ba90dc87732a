package com.billshotel.runtime.grpc;

import com.google.rpc.Code;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A client's connection, and the requests that are arriving on it. Sees each read before and after the rest of the pipeline, and
 * reports to the endpoint only what is still incomplete after it, so that a request that arrives whole costs nothing.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final long NONE = Long.MAX_VALUE;

    private final Channel channel;
    private final ArrivingRequests endpoint;
    private final Set<Arrival> arriving = new LinkedHashSet<>();
    private long heldBytes;
    private long reportedBytes;
    private boolean reading;
    private volatile long oldestNanos = NONE;

    Connection(Channel channel, ArrivingRequests endpoint) {
        this.channel = channel;
        this.endpoint = endpoint;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    InetAddress peer() {
        return address().getAddress();
    }

    void hold(Arrival arrival, long moreBytes) {
        arriving.add(arrival);
        change(moreBytes);
    }

    void remove(Arrival arrival, long bytes) {
        arriving.remove(arrival);
        change(-bytes);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        reading = true;
        try {
            context.fireChannelRead(bytes);
        } finally {
            reading = false;
            report();
        }
    }

    /** Since when the oldest request has been arriving; negative if there is none. May be read by any thread. */
    long oldestAgeNanos(long now) {
        long oldest = oldestNanos;
        return oldest == NONE ? -1 : now - oldest;
    }

    /** Ends all calls whose request is still arriving. May be called by any thread. */
    void abandonAll() {
        channel.eventLoop().execute(() -> {
            for (Arrival arrival : List.copyOf(arriving)) {
                endpoint.count();
                arrival.abandon(
                        Code.RESOURCE_EXHAUSTED,
                        "OVERLOADED",
                        "too many requests are arriving at the same time; try again later");
            }
        });
    }

    /** Ends the calls whose request has been arriving for too long. May be called by any thread. */
    void abandonLate() {
        channel.eventLoop().execute(() -> {
            long limit = System.nanoTime() - EndpointLimits.ARRIVAL.toNanos();
            for (Arrival arrival : List.copyOf(arriving)) {
                if (arrival.startNanos() - limit <= 0) {
                    endpoint.count();
                    arrival.abandon(
                            Code.DEADLINE_EXCEEDED,
                            "INCOMPLETE_REQUEST",
                            "the request did not arrive within " + EndpointLimits.ARRIVAL.toSeconds() + " s");
                }
            }
        });
    }

    private void change(long bytes) {
        heldBytes += bytes;
        if (!reading) {
            report();
        }
    }

    private void report() {
        if (heldBytes != 0 || reportedBytes != 0) {
            long change = heldBytes - reportedBytes;
            reportedBytes = heldBytes;
            oldestNanos = arriving.isEmpty() ? NONE : arriving.iterator().next().startNanos();
            endpoint.held(change);
        }
    }
}
