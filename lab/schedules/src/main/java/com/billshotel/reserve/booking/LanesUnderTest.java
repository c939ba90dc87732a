package com.billshotel.reserve.booking;

import com.billshotel.schedules.fakes.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Opens {@link BookingLanes} with few threads and short delays; in this package because those settings are not public. */
public final class LanesUnderTest implements AutoCloseable {
    private static final int RETRY_THREADS = 2;

    private static final Duration MAX_DELAY = Duration.ofMillis(8);
    private static final Backoff OUTAGE = new Backoff(Duration.ofMillis(1), MAX_DELAY);

    private final BookingLanes lanes;

    /**
     * Starts one lane for all hotels, and the one for malformed messages.
     *
     * @param retryDelay the longest delay of a first retry; with none, a retry may run at any time
     * @param lease how long a message is kept
     * @param drain how long {@link #close} may take
     */
    public LanesUnderTest(
            RoomHolds holds,
            OutcomeSink sink,
            Function<Throwable, Failure> classifier,
            Duration retryDelay,
            Duration lease,
            Duration drain) {
        LaneSettings settings =
                new LaneSettings(1, RETRY_THREADS, new Backoff(retryDelay, MAX_DELAY), OUTAGE, lease, drain);
        lanes = BookingLanes.start(holds, List.of(sink), classifier, WorkerMetrics.NOOP, settings);
        Clock.reset();
    }

    public void accept(Delivery delivery) {
        lanes.accept(delivery);
    }

    /** Returns when every other thread waits for a message or has ended. The time of the scheduler passes only then. */
    public void awaitIdle() throws InterruptedException {
        TimeUnit.DAYS.sleep(1);
    }

    @Override
    public void close() {
        lanes.close();
    }
}
