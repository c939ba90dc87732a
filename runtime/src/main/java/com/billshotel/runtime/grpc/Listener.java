package com.billshotel.runtime.grpc;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.RecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Accepts connections within {@link EndpointLimits} and applies these limits to what arrives on them. */
final class Listener implements AutoCloseable {
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final int SMALLEST_READ_BYTES = 64;
    private static final int FIRST_READ_BYTES = 2_048;

    private final ArrivingRequests arriving = new ArrivingRequests(THREADS);
    private final PeerLimit connections =
            new PeerLimit(EndpointLimits.CONNECTIONS, EndpointLimits.CONNECTIONS_PER_PEER);
    private final PeerRate rate = new PeerRate(EndpointLimits.CONNECTS_PER_SECOND, EndpointLimits.CONNECTIONS_PER_PEER);
    private final RepeatedWarning refused = new RepeatedWarning("refused connections: too many are open or new");
    private final EventLoopGroup acceptor = group(1, "accept");
    private final EventLoopGroup workers = group(THREADS, "grpc");
    private final FailFastAllocator allocator = new FailFastAllocator(THREADS);

    /** Configures a server's builder. It must not be used after this is closed. */
    void configure(NettyServerBuilder server) {
        server.bossEventLoopGroup(acceptor)
                .workerEventLoopGroup(workers)
                .channelFactory(this::serverChannel)
                .withChildOption(ChannelOption.ALLOCATOR, allocator)
                .withChildOption(ChannelOption.RECVBUF_ALLOCATOR, smallReads())
                .directExecutor()
                .maxInboundMessageSize(EndpointLimits.MESSAGE_BYTES)
                .maxInboundMetadataSize(EndpointLimits.METADATA_BYTES)
                .flowControlWindow(NettyServerBuilder.DEFAULT_FLOW_CONTROL_WINDOW)
                .maxConcurrentCallsPerConnection(EndpointLimits.CALLS_PER_CONNECTION)
                .maxRstFramesPerWindow(EndpointLimits.RESETS, EndpointLimits.RESET_SECONDS)
                .handshakeTimeout(EndpointLimits.HANDSHAKE.toSeconds(), TimeUnit.SECONDS)
                .maxConnectionIdle(EndpointLimits.CONNECTION_IDLE.toSeconds(), TimeUnit.SECONDS)
                .addTransportFilter(arriving.transportFilter())
                .addStreamTracerFactory(arriving.tracers())
                .intercept(arriving.interceptor());
    }

    @Override
    public void close() {
        acceptor.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private ServerChannel serverChannel() {
        ServerChannel channel = Epoll.isAvailable() ? new EpollServerSocketChannel() : new NioServerSocketChannel();
        channel.pipeline().addLast(new Admission());
        return channel;
    }

    /** One read of each connection in turn. */
    private static RecvByteBufAllocator smallReads() {
        return new AdaptiveRecvByteBufAllocator(SMALLEST_READ_BYTES, FIRST_READ_BYTES, EndpointLimits.READ_BYTES)
                .maxMessagesPerRead(1);
    }

    private static EventLoopGroup group(int threads, String name) {
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), io);
    }

    /** Closes the connections beyond the limits as soon as they are accepted. */
    private final class Admission extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            Channel channel = (Channel) accepted;
            InetSocketAddress address = (InetSocketAddress) channel.remoteAddress(); // null if it is closed already
            if (address != null && mayConnect(Peer.of(address.getAddress()))) {
                admit(channel, address);
                context.fireChannelRead(accepted);
            } else {
                refused.raise();
                channel.unsafe().closeForcibly();
            }
        }

        private boolean mayConnect(InetAddress peer) {
            return rate.tryAcquire(peer) && connections.tryAcquire(peer);
        }

        private void admit(Channel channel, InetSocketAddress address) {
            InetAddress peer = Peer.of(address.getAddress());
            Connection connection = new Connection(peer, arriving);
            arriving.opened(address, connection);
            channel.closeFuture().addListener(closed -> {
                arriving.closed(address, connection);
                connections.release(peer);
            });
            channel.pipeline().addFirst(connection);
        }
    }
}
