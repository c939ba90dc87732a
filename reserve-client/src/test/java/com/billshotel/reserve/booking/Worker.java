package com.billshotel.reserve.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.fakes.Await;
import com.billshotel.reserve.fakes.InMemoryBroker;
import com.billshotel.reserve.fakes.InMemoryLedger;
import com.billshotel.reserve.fakes.InMemoryMetrics;
import com.billshotel.reserve.fakes.InMemoryRooms;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Lanes with in-memory dependencies. By default one lane, so that all hotels share it, and short backoffs. */
final class Worker implements AutoCloseable {
    static final LaneSettings ONE_LANE = new LaneSettings(
            1,
            2,
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)),
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
        lanes = BookingLanes.start(rooms, List.of(ledger), Worker::classify, metrics, settings);
        broker.deliverTo(lanes::accept);
    }

    /** A dependency that is down. */
    static Exception down() {
        return new DependencyException("dependency", "no answer", null);
    }

    /** A locked hotel; without an argument it is unknown which one. */
    static Exception locked(Integer... hotelIds) {
        return new LockedException(Set.of(hotelIds));
    }

    /** Everything but {@link #down} and {@link #locked} is suspect. */
    static Failure classify(Throwable failure) {
        if (failure instanceof DependencyException answer) {
            return new Failure.DependencyDown(answer.dependency(), answer.getMessage());
        } else if (failure instanceof LockedException lock) {
            return new Failure.Contended(lock.hotelIds, "locked");
        }
        return new Failure.Suspect(String.valueOf(failure.getMessage()));
    }

    private static final class LockedException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Set<Integer> hotelIds;

        LockedException(Set<Integer> hotelIds) {
            this.hotelIds = hotelIds;
        }
    }

    /** Publishes each message once the one before is acknowledged. */
    void publishInTurn(String... payloads) throws Exception {
        for (String payload : payloads) {
            broker.awaitAcknowledged(broker.publish(payload));
        }
    }

    /** Waits until so many messages have this outcome, which is counted after their acknowledgement. */
    void awaitCount(Verdict verdict, int messages) throws Exception {
        Await.until(messages + " " + verdict, () -> metrics.count(verdict) >= messages);
        assertThat(metrics.count(verdict)).isEqualTo(messages);
    }

    /** Ends all faults, closes, and checks that no message was acknowledged too early. */
    void recoverAndClose() {
        ledger.faults.never();
        rooms.faults.never();
        close();
        assertThat(broker.acknowledgedTooEarly()).isEmpty();
    }

    @Override
    public void close() {
        lanes.close();
    }
}
