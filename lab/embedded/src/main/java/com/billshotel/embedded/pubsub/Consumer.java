package com.billshotel.embedded.pubsub;

import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream or a pull that takes messages from a {@link Backlog}. All its sending happens on the one thread of its
 * executor, the event loop of its connection, so that a batch costs one hop and the lock of the backlog is never held
 * while bytes are made.
 */
abstract class Consumer implements Runnable {
    private final Executor eventLoop;
    private final long maxMessages;
    private final long maxBytes;
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile boolean willing = true;

    // Guarded by the backlog.
    private long heldMessages;
    private long heldBytes;

    /** A limit of 0 or less stands for none. */
    Consumer(Executor eventLoop, long maxMessages, long maxBytes) {
        this.eventLoop = eventLoop;
        this.maxMessages = maxMessages <= 0 ? Long.MAX_VALUE : maxMessages;
        this.maxBytes = maxBytes <= 0 ? Long.MAX_VALUE : maxBytes;
    }

    /** Lets it fetch soon, however often it is called before that. */
    final void wake() {
        if (awake.compareAndSet(false, true)) {
            eventLoop.execute(this);
        }
    }

    @Override
    public final void run() {
        // Cleared first: a message that arrives after this fetch began must cause another one.
        awake.set(false);
        fetch();
    }

    /** Ends the call with this status, soon. */
    final CompletableFuture<Void> end(StatusRuntimeException status) {
        return CompletableFuture.runAsync(() -> fail(status), eventLoop);
    }

    /** Whether it wants messages at all now, apart from the limits. */
    final void setWilling(boolean willing) {
        this.willing = willing;
    }

    /** Called on the event loop: takes a batch and sends it, if possible. */
    abstract void fetch();

    /** Called on the event loop. */
    abstract void fail(StatusRuntimeException status);

    /** How long it may keep a message that it is given now. */
    abstract int leaseSeconds();

    // The rest is for the backlog, under its lock.

    /**
     * Whether one more message may be sent. The last one may go over the limit of bytes: otherwise a message larger
     * than the limit would never be delivered.
     */
    final boolean hasRoom() {
        return willing && heldMessages < maxMessages && heldBytes < maxBytes;
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
