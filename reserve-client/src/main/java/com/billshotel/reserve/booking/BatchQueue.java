package com.billshotel.reserve.booking;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Items in order of arrival, taken in batches: all that has gathered, up to the limit, and one at once if there is just one.
 * Not bounded itself; the broker lends only so many messages at a time.
 */
final class BatchQueue {
    private static final PendingMessage END = new PendingMessage(null, null, 0);

    private final BlockingQueue<PendingMessage> items = new LinkedBlockingQueue<>();

    void add(PendingMessage item) {
        items.add(item);
    }

    /** Makes {@link #take} return an empty batch once all that came before is taken. */
    void end() {
        items.add(END);
    }

    /** Waits for an item; the batch is empty only after {@link #end}. For one thread. */
    List<PendingMessage> take() throws InterruptedException {
        List<PendingMessage> batch = new ArrayList<>();
        int bytes = 0;
        PendingMessage next = items.take();
        while (next != END) {
            batch.add(next);
            bytes += next.bytes();
            PendingMessage following = items.peek();
            if (following == null || following == END || !BatchLimit.FULL.admits(batch.size(), bytes, following)) {
                return batch;
            }
            next = items.poll();
        }
        return batch;
    }
}
