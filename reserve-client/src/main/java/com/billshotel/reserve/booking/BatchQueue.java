package com.billshotel.reserve.booking;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A FIFO queue read in batches: a batch is everything queued, up to the limit; a single message is returned at once. Unbounded,
 * because the subscription's flow control limits the number of leased messages.
 */
final class BatchQueue {
    private static final PendingMessage END = new PendingMessage(null, null, 0);

    private final BlockingQueue<PendingMessage> messages = new LinkedBlockingQueue<>();

    void add(PendingMessage message) {
        messages.add(message);
    }

    /** Makes {@link #take} return an empty batch once everything added before has been taken. */
    void end() {
        messages.add(END);
    }

    /** Blocks until there is a message; the batch is empty only after {@link #end}. For a single consumer thread. */
    List<PendingMessage> take() throws InterruptedException {
        List<PendingMessage> batch = new ArrayList<>();
        int bytes = 0;
        PendingMessage next = messages.take();
        while (next != END) {
            batch.add(next);
            bytes += next.bytes();
            PendingMessage following = messages.peek();
            if (following == null || following == END || !BatchLimit.FULL.admits(batch.size(), bytes, following)) {
                return batch;
            }
            next = messages.poll();
        }
        return batch;
    }
}
