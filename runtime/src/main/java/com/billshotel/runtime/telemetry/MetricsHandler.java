package com.billshotel.runtime.telemetry;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufOutputStream;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufUtil;
import io.grpc.netty.shaded.io.netty.channel.ChannelFutureListener;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaderNames;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpMethod;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpObject;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpResponseStatus;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpUtil;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpVersion;
import io.grpc.netty.shaded.io.netty.handler.codec.http.LastHttpContent;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Answers {@code GET /metrics} on one connection, one request at a time, within time limits. */
final class MetricsHandler extends SimpleChannelInboundHandler<HttpObject> {
    /** For the first request, and for the client to read an answer. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    /** For the next request, which may come a minute later. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(90);

    private static final ExpositionFormats FORMATS = ExpositionFormats.init();

    private final PrometheusMetricReader metrics;
    private Future<?> timeLimit;
    private HttpRequest request;

    MetricsHandler(PrometheusMetricReader metrics) {
        this.metrics = metrics;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        closeAfter(TIME_LIMIT, context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        timeLimit.cancel(false);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) throws IOException {
        if (part instanceof HttpRequest next) {
            if (request != null || next.decoderResult().isFailure()) {
                context.close(); // not HTTP, or another request before the answer to the last one
                return;
            }
            request = next;
        }
        if (part instanceof LastHttpContent && request != null) {
            answer(context);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        context.close();
    }

    private void answer(ChannelHandlerContext context) throws IOException {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        FullHttpResponse response = response(context);
        HttpUtil.setContentLength(response, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, keepAlive);
        closeAfter(TIME_LIMIT, context);
        context.writeAndFlush(response).addListener(written -> {
            request = null;
            closeAfter(KEEP_ALIVE, context);
        });
        if (!keepAlive) {
            context.writeAndFlush(context.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private FullHttpResponse response(ChannelHandlerContext context) throws IOException {
        String path = request.uri().split("\\?", 2)[0];
        if (!request.method().equals(HttpMethod.GET)) {
            return text(context, HttpResponseStatus.METHOD_NOT_ALLOWED, "only GET is allowed\n");
        } else if (path.equals("/metrics")) {
            return metrics(context);
        } else if (path.equals("/-/healthy")) {
            return text(context, HttpResponseStatus.OK, "Exporter is healthy.\n");
        }
        return text(context, HttpResponseStatus.NOT_FOUND, "metrics are at /metrics\n");
    }

    private FullHttpResponse metrics(ChannelHandlerContext context) throws IOException {
        ExpositionFormatWriter format = FORMATS.findWriter(request.headers().get(HttpHeaderNames.ACCEPT));
        ByteBuf content = context.alloc().buffer();
        try (OutputStream out = new ByteBufOutputStream(content)) {
            format.write(out, metrics.collect());
        } catch (IOException | RuntimeException failure) {
            content.release();
            throw failure;
        }
        return response(HttpResponseStatus.OK, format.getContentType(), content);
    }

    private static FullHttpResponse text(ChannelHandlerContext context, HttpResponseStatus status, String text) {
        return response(status, "text/plain; charset=utf-8", ByteBufUtil.writeUtf8(context.alloc(), text));
    }

    private static FullHttpResponse response(HttpResponseStatus status, String type, ByteBuf content) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        return response;
    }

    private void closeAfter(Duration limit, ChannelHandlerContext context) {
        if (timeLimit != null) {
            timeLimit.cancel(false);
        }
        timeLimit = context.executor().schedule(() -> context.close(), limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
