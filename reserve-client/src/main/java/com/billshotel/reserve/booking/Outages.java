package com.billshotel.reserve.booking;

import com.billshotel.reserve.booking.Failure.DependencyDown;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dependencies that batches wait for. Logs one line when the first batch begins to wait for a dependency and one when the
 * last of them gets through, however many batches and hotels are affected.
 */
final class Outages {
    private static final Logger log = LoggerFactory.getLogger(Outages.class);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<String, Outage> open = new HashMap<>();

    private static final class Outage {
        final long sinceNanos = System.nanoTime();
        int waitingBatches;
    }

    /** A batch's wait, which begins with its first failure. Closing it without {@link #over} gives the batch up. */
    final class Wait implements AutoCloseable {
        private String dependency; // null while the batch does not wait
        private boolean over;

        /** The dependency is down; it may be another one than before. */
        void continues(DependencyDown failure) {
            if (!failure.dependency().equals(dependency)) {
                begin(failure);
                if (dependency != null) {
                    end(dependency, true);
                }
                dependency = failure.dependency();
            }
        }

        /** The dependency has answered. */
        void over() {
            over = true;
        }

        @Override
        public void close() {
            if (dependency != null) {
                end(dependency, over);
            }
        }
    }

    Wait newWait() {
        return new Wait();
    }

    private synchronized void begin(DependencyDown failure) {
        Outage outage = open.computeIfAbsent(failure.dependency(), any -> new Outage());
        if (outage.waitingBatches == 0) {
            log.warn("{} is down, messages wait for it: {}", failure.dependency(), failure.detail());
        }
        outage.waitingBatches++;
    }

    private synchronized void end(String dependency, boolean answered) {
        Outage outage = open.get(dependency);
        outage.waitingBatches--;
        if (outage.waitingBatches > 0) {
            return;
        }
        open.remove(dependency);
        if (answered) {
            double seconds = (System.nanoTime() - outage.sinceNanos) / NANOS_PER_SECOND;
            log.info("{} answers again after {} s", dependency, Math.round(seconds));
        }
    }
}
