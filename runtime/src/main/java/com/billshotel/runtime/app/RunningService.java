package com.billshotel.runtime.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The started parts of a service, or of a system of services. Closing stops them in reverse order, so that no part loses
 * one that it still uses.
 */
public final class RunningService implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunningService.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private int port;

    /** Adds a started part and returns it. */
    public synchronized <P extends AutoCloseable> P add(P part) {
        parts.push(part);
        return part;
    }

    /** Sets the result of {@link #port}. */
    public void listensOn(int port) {
        this.port = port;
    }

    /** The port that the service listens on; 0 if none was set. */
    public int port() {
        return port;
    }

    /** Closes every part, most recent first. A part that fails to close is logged, and the others are still closed. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception failure) {
                log.warn("{} did not stop cleanly", part.getClass().getSimpleName(), failure);
            }
        }
    }
}
