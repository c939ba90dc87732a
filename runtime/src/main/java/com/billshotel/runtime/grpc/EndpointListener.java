package com.billshotel.runtime.grpc;

import com.billshotel.runtime.net.BoundedListener;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import java.util.concurrent.TimeUnit;

/** Applies {@link EndpointLimits} to gRPC servers. */
final class EndpointListener implements AutoCloseable {
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final ArrivingRequests arriving = new ArrivingRequests(THREADS);
    private final BoundedListener listener =
            new BoundedListener("grpc", THREADS, EndpointLimits.CONNECTIONS, arriving::watch);

    /** Configures a server, which must stop before this is closed. */
    void configure(NettyServerBuilder server) {
        server.bossEventLoopGroup(listener.acceptor())
                .workerEventLoopGroup(listener.workers())
                .channelFactory(listener::serverChannel)
                .withChildOption(ChannelOption.ALLOCATOR, listener.allocator())
                .withChildOption(ChannelOption.RECVBUF_ALLOCATOR, listener.reads())
                .directExecutor()
                .maxInboundMessageSize(EndpointLimits.MESSAGE_BYTES)
                .maxInboundMetadataSize(EndpointLimits.METADATA_BYTES)
                .flowControlWindow(NettyServerBuilder.DEFAULT_FLOW_CONTROL_WINDOW)
                .maxConcurrentCallsPerConnection(EndpointLimits.CALLS_PER_CONNECTION)
                .maxRstFramesPerWindow(EndpointLimits.RESETS, EndpointLimits.RESET_SECONDS)
                .handshakeTimeout(EndpointLimits.HANDSHAKE.toSeconds(), TimeUnit.SECONDS)
                .maxConnectionIdle(EndpointLimits.CONNECTION_IDLE.toSeconds(), TimeUnit.SECONDS)
                .fallbackHandlerRegistry(new UnknownMethods())
                .addTransportFilter(arriving.transportFilter())
                .addStreamTracerFactory(arriving.tracers())
                .intercept(arriving.interceptor());
    }

    @Override
    public void close() {
        listener.close();
    }
}
