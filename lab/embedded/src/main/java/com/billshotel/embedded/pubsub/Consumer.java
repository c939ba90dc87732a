package com.billshotel.embedded.pubsub;

import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream or a pull that takes messages from a {@link Backlog}. It sends only on the event loop of its connection, so a
 * batch costs one thread hop and the backlog's lock is never held during serialization.
 */
abstract class Consumer implements Runnable {
    private final Executor eventLoop;
    private final long maxMessages;
    private final long maxBytes;
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile boolean accepting = true;

    // Guarded by the backlog.
    private long heldMessages;
    private long heldBytes;

    /** A limit of 0 or less means unlimited. */
    Consumer(Executor eventLoop, long maxMessages, long maxBytes) {
        this.eventLoop = eventLoop;
        this.maxMessages = maxMessages <= 0 ? Long.MAX_VALUE : maxMessages;
        this.maxBytes = maxBytes <= 0 ? Long.MAX_VALUE : maxBytes;
    }

    /** Schedules a fetch; calls before that fetch starts are merged into it. */
    final void wake() {
        if (awake.compareAndSet(false, true)) {
            eventLoop.execute(this);
        }
    }

    @Override
    public final void run() {
        // Cleared first: a message that arrives during this fetch must trigger another one.
        awake.set(false);
        fetch();
    }

    /** Ends the call with this status; the result completes when that is done. */
    final CompletableFuture<Void> end(StatusRuntimeException status) {
        return CompletableFuture.runAsync(() -> fail(status), eventLoop);
    }

    /** Whether it takes messages at all, regardless of its limits. */
    final void setAccepting(boolean accepting) {
        this.accepting = accepting;
    }

    /** Takes a batch and sends it, if possible. Called on the event loop. */
    abstract void fetch();

    /** Ends the call with this status, unless it has ended. Called on the event loop. */
    abstract void fail(StatusRuntimeException status);

    /** Lease duration of a message delivered now. */
    abstract int leaseSeconds();

    // The methods below are called by the backlog, under its lock.

    /**
     * Whether one more message may be sent. That message may exceed the byte limit; otherwise one larger than the limit
     * could never be delivered.
     */
    final boolean hasRoom() {
        return accepting && heldMessages < maxMessages && heldBytes < maxBytes;
    }

    final void hold(Delivery delivery) {
        heldMessages++;
        heldBytes += delivery.bytes;
    }

    final void release(Delivery delivery) {
        heldMessages--;
        heldBytes -= delivery.bytes;
    }
}
