package com.billshotel.reserve.booking;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits how long a message is kept. When its lease ends, the broker redelivers it; keeping it as well would fill the heap in a
 * long outage.
 */
final class Leases {
    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final Duration lease;
    private final WorkerMetrics metrics;

    Leases(Duration lease, WorkerMetrics metrics) {
        this.lease = lease;
        this.metrics = metrics;
    }

    boolean isOver(PendingMessage message) {
        return System.nanoTime() - message.receivedNanos() > lease.toNanos();
    }

    /** Nacks the messages of the batch whose lease is over, and returns the others. */
    List<PendingMessage> current(List<PendingMessage> batch) {
        if (batch.isEmpty() || !isOver(batch.get(0))) { // in order of arrival
            return batch;
        }
        Map<Boolean, List<PendingMessage>> byLease = batch.stream().collect(Collectors.partitioningBy(this::isOver));
        nack(byLease.get(true));
        return byLease.get(false);
    }

    /** Nacks the messages; a no-op if there are none. */
    void nack(List<PendingMessage> messages) {
        if (!messages.isEmpty()) {
            log.warn("nacking {} messages that could not be completed", messages.size());
            metrics.nacked(messages.size());
            messages.forEach(message -> message.delivery().acknowledgement().nack());
        }
    }
}
