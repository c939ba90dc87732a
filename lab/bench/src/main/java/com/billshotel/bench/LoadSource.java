package com.billshotel.bench;

import com.billshotel.reserve.booking.Acknowledgement;
import com.billshotel.reserve.booking.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Gives workers as many messages as they can do, and as few at a time as Pub/Sub would lend them. */
final class LoadSource implements Acknowledgement {
    /** What the worker lets Pub/Sub lend it. */
    private static final int OUTSTANDING = 20_000;

    /** Counted in hundreds, for a permit per message would cost as much as reading the message. */
    private static final int GRAIN = 100;

    private static final int LIMIT_MILLIS = 120_000;

    private final Semaphore room = new Semaphore(OUTSTANDING / GRAIN);
    private final AtomicLong acknowledged = new AtomicLong();
    private final int hotels;
    private final Instant now = Instant.now();
    private long first;
    private volatile long next;

    LoadSource(int hotels) {
        this.hotels = hotels;
    }

    /** Starts with this id instead of 0. */
    LoadSource from(long id) {
        first = id;
        next = id;
        return this;
    }

    long acknowledged() {
        return acknowledged.get();
    }

    /** Feeds the workers in turn until closed. */
    ConcurrentCallers into(List<PipelineWorker> workers) {
        return ConcurrentCallers.of(1, one -> () -> {
            room.acquire();
            long end = next + GRAIN;
            for (long id = next; id < end; id++) {
                workers.get((int) (id % workers.size())).accept(delivery(id));
            }
            next = end;
        });
    }

    /** Waits until what was given is acknowledged; call it when nothing more is given. */
    void awaitAll() throws InterruptedException {
        for (int i = 0; acknowledged.get() < next - first; i++) {
            if (i > LIMIT_MILLIS) {
                throw new IllegalStateException(next - first - acknowledged.get() + " messages are not acknowledged");
            }
            Thread.sleep(1);
        }
    }

    @Override
    public void acknowledge() {
        if (acknowledged.incrementAndGet() % GRAIN == 0) {
            room.release();
        }
    }

    /** Nothing fails here for an hour, after which alone a worker would hand a message back. */
    @Override
    public void nack() {
        throw new IllegalStateException("a message was handed back");
    }

    private Delivery delivery(long id) {
        return new Delivery(Long.toString(id), Booking.of(id, hotels).payload(), Map.of(), now, this);
    }
}
