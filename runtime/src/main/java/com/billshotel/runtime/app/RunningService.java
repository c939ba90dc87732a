package com.billshotel.runtime.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a service in the order in which they started; closing stops them in reverse. */
public final class RunningService implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunningService.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private int port;

    /** Adds a part that has started, and returns it. */
    public synchronized <P extends AutoCloseable> P add(P part) {
        parts.push(part);
        return part;
    }

    /** Says which port the service answers on. */
    public void listensOn(int port) {
        this.port = port;
    }

    /** The port that the service answers on. */
    public int port() {
        return port;
    }

    /** Stops every part, the last started first; one that fails to stop does not keep the others from it. */
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
