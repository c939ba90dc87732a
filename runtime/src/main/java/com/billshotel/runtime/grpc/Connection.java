package com.billshotel.runtime.grpc;

import com.google.rpc.Code;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A client's connection, and the requests that are arriving on it, oldest first. Used only by its event loop. */
final class Connection extends ChannelInboundHandlerAdapter {
    private final InetAddress peer;
    private final ArrivingRequests endpoint;
    private final Set<Arrival> arriving = new LinkedHashSet<>();
    private ArrivalBudget budget;
    private int refusedInARow;

    Connection(InetAddress peer, ArrivingRequests endpoint) {
        this.peer = peer;
        this.endpoint = endpoint;
    }

    InetAddress peer() {
        return peer;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        budget = endpoint.budgetOf(context.executor());
        budget.add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        budget.remove(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        context.fireChannelRead(bytes);
        budget.enforce();
        if (refusedInARow > EndpointLimits.REFUSED_STREAMS || ignoresTheLimitOfCalls()) {
            context.close();
        }
    }

    /** Netty enforces the limit only after the client has acknowledged it, which an attacker need not do. */
    private boolean ignoresTheLimitOfCalls() {
        return arriving.size() > EndpointLimits.CALLS_PER_CONNECTION;
    }

    void streamRefused() {
        refusedInARow++;
    }

    void streamAccepted() {
        refusedInARow = 0;
    }

    void hold(Arrival arrival, long moreBytes) {
        arriving.add(arrival);
        budget.change(moreBytes);
    }

    void letGo(Arrival arrival, long bytes) {
        arriving.remove(arrival);
        budget.change(-bytes);
    }

    boolean isReceiving() {
        return !arriving.isEmpty();
    }

    /** When the oldest of the arriving requests began to arrive. */
    long oldestNanos() {
        return arriving.isEmpty() ? 0 : arriving.iterator().next().startNanos();
    }

    /** Ends the calls whose requests began to arrive at that time or before. */
    void abandon(long latestNanos, Code code, String reason, String message) {
        for (Arrival arrival : List.copyOf(arriving)) {
            if (arrival.startNanos() - latestNanos <= 0) {
                arrival.abandon(code, reason, message);
            }
        }
    }
}
