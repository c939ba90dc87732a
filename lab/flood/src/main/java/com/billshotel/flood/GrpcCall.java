package com.billshotel.flood;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.ManagedChannel;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** A unary call on a channel. */
final class GrpcCall implements NormalCall {
    private final Supplier<ManagedChannel> channels;
    private final Function<ManagedChannel, ListenableFuture<?>> call;
    private final ManagedChannel channel;

    GrpcCall(Supplier<ManagedChannel> channels, Function<ManagedChannel, ListenableFuture<?>> call) {
        this.channels = channels;
        this.call = call;
        this.channel = channels.get();
    }

    @Override
    public CompletableFuture<?> send() {
        CompletableFuture<Object> result = new CompletableFuture<>();
        ListenableFuture<?> answer = call.apply(channel);
        answer.addListener(
                () -> {
                    try {
                        result.complete(answer.get());
                    } catch (Exception failure) {
                        result.completeExceptionally(failure);
                    }
                },
                MoreExecutors.directExecutor());
        return result;
    }

    @Override
    public NormalCall another() {
        return new GrpcCall(channels, call);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
