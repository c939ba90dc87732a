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
    private static final Item END = new Item(null, null, 0);

    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();

    void add(Item item) {
        items.add(item);
    }

    /** Makes {@link #take} return an empty batch once all that came before is taken. */
    void end() {
        items.add(END);
    }

    /** Waits for an item; the batch is empty only after {@link #end}. For one thread. */
    List<Item> take() throws InterruptedException {
        List<Item> batch = new ArrayList<>();
        int bytes = 0;
        Item next = items.take();
        while (next != END) {
            batch.add(next);
            bytes += next.bytes();
            Item following = items.peek();
            if (following == null || following == END || !BatchLimit.FULL.admits(batch.size(), bytes, following)) {
                return batch;
            }
            next = items.poll();
        }
        return batch;
    }
}
