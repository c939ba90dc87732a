package com.billshotel.runtime.telemetry;

import com.billshotel.runtime.net.BoundedListener;
import com.billshotel.runtime.net.ConnectionLimits;
import io.grpc.netty.shaded.io.netty.bootstrap.ServerBootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpServerCodec;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Serves {@code /metrics} to Prometheus. OpenTelemetry's own server has five threads, which five connections that never finish
 * their request occupy, and accepts any number of connections.
 */
final class MetricsServer implements AutoCloseable {
    /** A few Prometheus servers, each with a connection or two. */
    private static final ConnectionLimits LIMITS = new ConnectionLimits(128, 32, 32, 10);

    private final BoundedListener listener = new BoundedListener("metrics", 1, LIMITS, (connection, peer) -> {});

    private MetricsServer() {}

    /** @throws IOException if the address cannot be bound */
    static MetricsServer start(InetSocketAddress address, PrometheusMetricReader metrics) throws IOException {
        MetricsServer server = new MetricsServer();
        ChannelFuture bound = new ServerBootstrap()
                .group(server.listener.acceptor(), server.listener.workers())
                .channelFactory(server.listener::serverChannel)
                .childOption(ChannelOption.ALLOCATOR, server.listener.allocator())
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, server.listener.reads())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection.pipeline().addLast(new HttpServerCodec(), new MetricsHandler(metrics));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            server.close();
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return server;
    }

    @Override
    public void close() {
        listener.close();
    }
}
