package com.billshotel.bench;

import com.billshotel.proto.HotelServiceGrpc;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceBlockingStub;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceFutureStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;

/** A client of hotel-server, or of another server with its API. */
final class GrpcClient implements AutoCloseable {
    private final ManagedChannel channel;

    GrpcClient(String target) {
        this.channel = NettyChannelBuilder.forTarget(target).usePlaintext().build();
    }

    /** A thread-safe stub; all callers share one connection. */
    HotelServiceBlockingStub hotels() {
        return HotelServiceGrpc.newBlockingStub(channel);
    }

    /** A stub that does not wait for answers. */
    HotelServiceFutureStub futures() {
        return HotelServiceGrpc.newFutureStub(channel);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
