package com.billshotel.runtime.net;

import com.billshotel.runtime.app.Exhaustion;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;

/** Ends the process when there is no memory left for a buffer: a server that can no longer read must be restarted. */
final class FailFastAllocator extends PooledByteBufAllocator {
    private static final int PAGE_BYTES = 8_192;

    /** Chunks of 2 MiB, as grpc-java uses. */
    private static final int MAX_ORDER = 8;

    FailFastAllocator(int arenas) {
        super(
                true,
                0,
                arenas,
                PAGE_BYTES,
                MAX_ORDER,
                defaultSmallCacheSize(),
                defaultNormalCacheSize(),
                defaultUseCacheForAllThreads());
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        try {
            return super.newDirectBuffer(initialCapacity, maxCapacity);
        } catch (OutOfMemoryError exhausted) {
            Exhaustion.end(exhausted);
            throw exhausted;
        }
    }
}
