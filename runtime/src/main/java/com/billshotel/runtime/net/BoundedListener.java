package com.billshotel.runtime.net;

import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
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
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Netty's part of a server that accepts connections within limits, and reads from them in small steps. A client that exceeds the
 * limits is refused as soon as it connects, so neither its number of connections nor its speed affects the others.
 */
public final class BoundedListener implements AutoCloseable {
    /**
     * The largest read. A piece of a message, however small, keeps the whole read that it arrived in. Small reads also keep a
     * busy connection from delaying the others of its event loop by more than milliseconds.
     */
    public static final int READ_BYTES = 8 * 1024;

    private static final Logger log = LoggerFactory.getLogger(BoundedListener.class);
    private static final int SMALLEST_READ_BYTES = 64;
    private static final int FIRST_READ_BYTES = 2 * 1024;

    private final PeerLimit open;
    private final PeerRate opening;
    private final BiConsumer<Channel, InetAddress> admitted;
    private final String name;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final ByteBufAllocator allocator;

    /**
     * Starts the event loops.
     *
     * @param name of their threads, and in the log
     * @param threads number of event loops
     * @param admitted receives each new connection, before it is registered, and its peer
     */
    public BoundedListener(
            String name, int threads, ConnectionLimits limits, BiConsumer<Channel, InetAddress> admitted) {
        this.open = new PeerLimit(limits.total(), limits.perPeer());
        this.opening = new PeerRate(limits.perSecond(), limits.burst(), System.nanoTime());
        this.admitted = admitted;
        this.name = name;
        this.acceptor = group(1, name + "-accept");
        this.workers = group(threads, name);
        this.allocator = new FailFastAllocator(threads);
    }

    /** The event loop that accepts. */
    public EventLoopGroup acceptor() {
        return acceptor;
    }

    /** The event loops that read and write. */
    public EventLoopGroup workers() {
        return workers;
    }

    /** For the buffers of all connections. */
    public ByteBufAllocator allocator() {
        return allocator;
    }

    /** For the connections' reads: one of each connection in turn. */
    public RecvByteBufAllocator reads() {
        return new AdaptiveRecvByteBufAllocator(SMALLEST_READ_BYTES, FIRST_READ_BYTES, READ_BYTES)
                .maxMessagesPerRead(1);
    }

    /** Creates the channel that listens. */
    public ServerChannel serverChannel() {
        ServerChannel channel = Epoll.isAvailable() ? new EpollServerSocketChannel() : new NioServerSocketChannel();
        channel.pipeline().addLast(new Admission());
        return channel;
    }

    /** Stops the event loops. */
    @Override
    public void close() {
        acceptor.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private static EventLoopGroup group(int threads, String name) {
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), io);
    }

    private final class Admission extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            Channel channel = (Channel) accepted;
            InetSocketAddress address = (InetSocketAddress) channel.remoteAddress(); // null if it is closed already
            if (address != null && admit(channel, Peer.of(address.getAddress()))) {
                context.fireChannelRead(accepted);
            } else {
                log.warn("{}: refusing connections, as too many are open or new", name);
                channel.unsafe().closeForcibly();
            }
        }

        private boolean admit(Channel channel, InetAddress peer) {
            if (!opening.tryAcquire(peer, System.nanoTime()) || !open.tryAcquire(peer)) {
                return false;
            }
            channel.closeFuture().addListener(closed -> open.release(peer));
            admitted.accept(channel, peer);
            return true;
        }
    }
}
