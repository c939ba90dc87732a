package com.billshotel.bench;

import com.billshotel.proto.HotelServiceGrpc;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;

/** A caller of hotel-server, or of something that looks like it. */
final class GrpcClient implements AutoCloseable {
    private final ManagedChannel channel;

    GrpcClient(String target) {
        this.channel = NettyChannelBuilder.forTarget(target).usePlaintext().build();
    }

    /** Fit for any number of threads; they share one connection. */
    HotelServiceBlockingStub hotels() {
        return HotelServiceGrpc.newBlockingStub(channel);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
