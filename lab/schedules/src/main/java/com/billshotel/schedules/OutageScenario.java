package com.billshotel.schedules;

import com.billshotel.reserve.booking.Failure;
import com.billshotel.reserve.booking.LanesUnderTest;
import com.billshotel.schedules.fakes.Dependencies;
import com.billshotel.schedules.fakes.Faults;
import com.billshotel.schedules.fakes.Record;
import java.util.SplittableRandom;

/** hotel-server and MySQL are down for some calls: everything is completed, each hotel in order. */
final class OutageScenario extends BookingScenario {
    private static final int MAX_CALLS = 4;

    @Override
    public void run(SplittableRandom choices) throws Exception {
        Record record = new Record();
        Dependencies dependencies =
                dependencies(record, down("hotel-server", choices), down("MySQL", choices), choices);
        LanesUnderTest lanes = open(dependencies);
        deliver(dependencies, lanes);
        lanes.close();

        record.requireSafety();
        record.requireAllAcknowledged(MESSAGES);
        record.requireDecidedInOrder(null);
        record.requireStoredInOrder(null);
    }

    /** Some of the first calls fail. */
    private static Faults down(String dependency, SplittableRandom choices) {
        int failing = choices.nextInt(1 << MAX_CALLS);
        return (call, messages) -> call <= MAX_CALLS && (failing >> call - 1 & 1) == 1
                ? new Failure.DependencyDown(dependency, "injected")
                : null;
    }
}
