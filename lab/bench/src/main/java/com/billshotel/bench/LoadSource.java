package com.billshotel.bench;

import com.billshotel.local.parts.LabException;
import com.billshotel.reserve.booking.Acknowledgement;
import com.billshotel.reserve.booking.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Feeds workers at full speed, within the flow-control limit that applies to Pub/Sub. */
final class LoadSource implements Acknowledgement {
    /** The worker's flow-control limit: messages delivered but not yet acknowledged. */
    private static final int OUTSTANDING = 20_000;

    /** Messages per permit: a permit per message would cost as much as decoding the message. */
    private static final int MESSAGES_PER_PERMIT = 100;

    private static final int LIMIT_SECONDS = 60;

    private final Semaphore permits = new Semaphore(OUTSTANDING / MESSAGES_PER_PERMIT);
    private final AtomicLong acknowledged = new AtomicLong();
    private final int hotels;
    private final Instant now = Instant.now();
    private long first;
    private volatile long next;

    LoadSource(int hotels) {
        this.hotels = hotels;
    }

    /** Starts with this reservation id instead of 0. */
    LoadSource from(long id) {
        first = id;
        next = id;
        return this;
    }

    long acknowledged() {
        return acknowledged.get();
    }

    /** Feeds the workers in turn until the returned thread is closed. */
    ConcurrentCallers startFeeding(List<PipelineWorker> workers) {
        return ConcurrentCallers.start(1, caller -> () -> {
            permits.acquire();
            long end = next + MESSAGES_PER_PERMIT;
            for (long id = next; id < end; id++) {
                workers.get((int) (id % workers.size())).accept(delivery(id));
            }
            next = end;
        });
    }

    /** Waits until all messages are acknowledged; call it after feeding has stopped. */
    void awaitAll() throws InterruptedException {
        awaitAcknowledged(acknowledged::get, next - first);
    }

    /**
     * Waits until so many messages are acknowledged.
     *
     * @throws LabException if none of the rest is acknowledged for {@value #LIMIT_SECONDS} s
     */
    static void awaitAcknowledged(LongSupplier acknowledged, long messages) throws InterruptedException {
        Stall stall = new Stall(LIMIT_SECONDS);
        for (long count = acknowledged.getAsLong(); count < messages; count = acknowledged.getAsLong()) {
            if (stall.lasts(count)) {
                throw new LabException(messages - count + " of " + messages
                        + " messages were not acknowledged, none of them" + " in the last " + LIMIT_SECONDS + " s");
            }
            Thread.sleep(1);
        }
    }

    @Override
    public void acknowledge() {
        if (acknowledged.incrementAndGet() % MESSAGES_PER_PERMIT == 0) {
            permits.release();
        }
    }

    /** A worker nacks a message only after it has failed for an hour. */
    @Override
    public void nack() {
        throw new IllegalStateException("a message was nacked");
    }

    private Delivery delivery(long id) {
        return new Delivery(Long.toString(id), Booking.of(id, hotels).payload(), Map.of(), now, this);
    }
}
