package com.billshotel.schedules;

import com.billshotel.reserve.booking.Failure;
import com.billshotel.reserve.booking.LanesUnderTest;
import com.billshotel.schedules.fakes.Dependencies;
import com.billshotel.schedules.fakes.Faults;
import com.billshotel.schedules.fakes.Record;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Hotels are locked for some calls: everything is completed, and both hotels return to their lane. If only decisions fail,
 * each hotel's messages are decided in order. They may be stored in another order, which does not change the final state: the
 * retry queue may store a message while the lane still stores an earlier one.
 */
final class ContentionScenario extends BookingScenario {
    private static final int MAX_CALLS = 5;

    @Override
    public void run(SplittableRandom choices) throws Exception {
        Record record = new Record();
        boolean storesFail = choices.nextInt(3) == 0;
        Dependencies dependencies =
                dependencies(record, locked(choices), storesFail ? locked(choices) : Faults.NONE, choices);
        LanesUnderTest lanes = open(dependencies);
        deliver(dependencies, lanes);
        lanes.awaitIdle();
        record.requireSafety();
        record.requireAllAcknowledged(MESSAGES);
        if (!storesFail) {
            record.requireDecidedInOrder(null);
        }

        dependencies.recover();
        lanes.accept(dependencies.booking(FIRST_HOTEL, LAST + 1));
        lanes.accept(dependencies.booking(SECOND_HOTEL, LAST + 2));
        lanes.close();
        record.requireSafety();
        record.requireAllAcknowledged(MESSAGES + 2);
        requireDecidedInLane(record, LAST + 1);
        requireDecidedInLane(record, LAST + 2);
    }

    private static void requireDecidedInLane(Record record, long id) {
        Record.require(
                "lane-0".equals(record.decider(id)),
                "reservation " + id + " came after the retries, but was decided by " + record.decider(id));
    }

    /** Some of the first calls fail because of one hotel, or of an unknown one. */
    private static Faults locked(SplittableRandom choices) {
        int failing = choices.nextInt(1 << MAX_CALLS);
        Set<Integer> hotels =
                switch (choices.nextInt(3)) {
                    case 0 -> Set.of(FIRST_HOTEL);
                    case 1 -> Set.of(SECOND_HOTEL);
                    default -> Set.of();
                };
        return (call, messages) -> call <= MAX_CALLS
                        && (failing >> call - 1 & 1) == 1
                        && (hotels.isEmpty()
                                || messages.stream().anyMatch(message -> hotels.contains(message.hotelId())))
                ? new Failure.Contended(hotels, "injected")
                : null;
    }
}
