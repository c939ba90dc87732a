package com.billshotel.schedules;

import com.billshotel.reserve.booking.Failure;
import com.billshotel.reserve.booking.LanesUnderTest;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.schedules.fakes.Dependencies;
import com.billshotel.schedules.fakes.Faults;
import com.billshotel.schedules.fakes.Record;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The lanes are closed during an outage or contention that does not end: closing returns, the threads end, and no message is
 * settled twice. Messages that are not settled stay unacknowledged, so the broker redelivers them.
 *
 * <p>The only scenario whose seeds may behave differently when repeated: the JDK's thread pool measures its delays in real time.
 */
final class ShutdownScenario extends BookingScenario {
    private static final Duration DRAIN = Duration.ofMillis(10);
    private static final Duration RETRY_DELAY =
            Duration.ofMillis(1); // without a delay, the time for closing would not pass
    private static final int MAX_CALLS = 4;

    @Override
    public void run(SplittableRandom choices) throws Exception {
        Record record = new Record();
        Faults stuck = stuck(choices);
        Dependencies dependencies = choices.nextBoolean()
                ? dependencies(record, stuck, Faults.NONE, choices)
                : dependencies(record, Faults.NONE, stuck, choices);
        Duration lease = choices.nextBoolean() ? FOREVER : Duration.ofMillis(2);
        LanesUnderTest lanes = new LanesUnderTest(
                dependencies.holds(), dependencies.sink(), dependencies::classify, RETRY_DELAY, lease, DRAIN);
        deliver(dependencies, lanes);
        lanes.close();
        lanes.awaitIdle();

        record.requireSafety();
    }

    /** All calls fail from the n-th on. */
    private static Faults stuck(SplittableRandom choices) {
        int first = 1 + choices.nextInt(MAX_CALLS);
        Failure failure =
                switch (choices.nextInt(3)) {
                    case 0 -> new Failure.Contended(Set.of(FIRST_HOTEL), "injected");
                    case 1 -> new Failure.Contended(Set.of(), "injected");
                    default -> new Failure.DependencyDown("dependency", "injected");
                };
        return (call, messages) -> call >= first && concerns(failure, messages) ? failure : null;
    }

    private static boolean concerns(Failure failure, List<ReservationMessage> messages) {
        return !(failure instanceof Failure.Contended contended)
                || contended.hotelIds().isEmpty()
                || messages.stream().anyMatch(message -> contended.hotelIds().contains(message.hotelId()));
    }
}
