package com.billshotel.schedules;

import com.billshotel.reserve.booking.Failure;
import com.billshotel.reserve.booking.LanesUnderTest;
import com.billshotel.schedules.fakes.Dependencies;
import com.billshotel.schedules.fakes.Faults;
import com.billshotel.schedules.fakes.Record;
import java.util.SplittableRandom;

/** One message can never be decided or stored: it becomes a dead letter, and the others are completed in order. */
final class SuspectScenario extends BookingScenario {
    @Override
    public void run(SplittableRandom choices) throws Exception {
        long bad = 1 + choices.nextInt((int) LAST);
        Faults faults = (call, messages) ->
                messages.stream().anyMatch(message -> message.id() == bad) ? new Failure.Suspect("injected") : null;
        Record record = new Record();
        Dependencies dependencies = choices.nextBoolean()
                ? dependencies(record, faults, Faults.NONE, choices)
                : dependencies(record, Faults.NONE, faults, choices);
        LanesUnderTest lanes = open(dependencies);
        deliver(dependencies, lanes);
        lanes.close();

        record.requireSafety();
        record.requireAllAcknowledged(MESSAGES);
        record.requireDecidedInOrder(bad);
        record.requireStoredInOrder(bad);
    }
}
