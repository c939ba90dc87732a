package com.billshotel.reserve.booking;

import com.billshotel.reserve.fakes.InMemoryBroker;
import com.billshotel.reserve.fakes.InMemoryLedger;
import com.billshotel.reserve.fakes.InMemoryMetrics;
import com.billshotel.reserve.fakes.InMemoryRooms;
import java.time.Duration;
import java.util.List;

/** Lanes with in-memory dependencies. By default one lane, so that all hotels share it, and short backoffs. */
final class Worker implements AutoCloseable {
    static final LaneSettings ONE_LANE = new LaneSettings(
            1,
            2,
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)),
            Duration.ofMinutes(55),
            Duration.ofSeconds(20));

    final InMemoryRooms rooms = new InMemoryRooms();
    final InMemoryLedger ledger = new InMemoryLedger();
    final InMemoryMetrics metrics = new InMemoryMetrics();
    final InMemoryBroker broker = new InMemoryBroker(ledger::hasStored);
    final BookingLanes lanes;

    Worker() {
        this(ONE_LANE);
    }

    Worker(LaneSettings settings) {
        lanes = BookingLanes.start(rooms, List.of(ledger), metrics, settings);
        broker.deliverTo(lanes::accept);
    }

    /** Publishes each message once the one before is acknowledged. */
    void publishInTurn(String... payloads) throws Exception {
        for (String payload : payloads) {
            broker.awaitAcknowledged(broker.publish(payload));
        }
    }

    @Override
    public void close() {
        lanes.close();
    }
}
