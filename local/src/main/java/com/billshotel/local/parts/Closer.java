package com.billshotel.local.parts;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/** Closes what was added, the last first; one failure does not keep the others from being closed. */
public final class Closer implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    public synchronized <P extends AutoCloseable> P add(P part) {
        parts.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                LoggerFactory.getLogger(Closer.class).warn("a part did not stop cleanly", failure);
            }
        }
    }
}
