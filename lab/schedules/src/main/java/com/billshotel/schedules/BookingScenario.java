package com.billshotel.schedules;

import com.billshotel.reserve.booking.LanesUnderTest;
import com.billshotel.schedules.fakes.Dependencies;
import com.billshotel.schedules.fakes.Faults;
import com.billshotel.schedules.fakes.Record;
import java.time.Duration;
import java.util.SplittableRandom;

/** Two threads deliver messages of two hotels, and malformed ones, to one lane. */
abstract class BookingScenario implements Scenario {
    static final int FIRST_HOTEL = 1;
    static final int SECOND_HOTEL = 2;

    /** Reservations 1 to 3 are for the first hotel, 4 and 5 for the second. */
    static final long LAST_OF_FIRST = 3;

    static final long LAST = 5;
    private static final String MALFORMED = "malformed";

    /** All deliveries. */
    static final int MESSAGES = (int) LAST + 1;

    static final Duration FOREVER = Duration.ofDays(100);

    /** Lanes that retry without a delay, and take as long as they need to close. */
    static LanesUnderTest open(Dependencies dependencies) {
        return new LanesUnderTest(
                dependencies.holds(), dependencies.sink(), dependencies::classify, Duration.ZERO, FOREVER, FOREVER);
    }

    static Dependencies dependencies(Record record, Faults decide, Faults store, SplittableRandom choices) {
        return new Dependencies(record, decide, store, choices);
    }

    /** Delivers all messages; those of each hotel by one thread, in the order of their ids. */
    static void deliver(Dependencies dependencies, LanesUnderTest lanes) throws InterruptedException {
        Thread other = new Thread(
                () -> {
                    for (long id = LAST_OF_FIRST + 1; id <= LAST; id++) {
                        lanes.accept(dependencies.booking(SECOND_HOTEL, id));
                    }
                    lanes.accept(dependencies.malformed(MALFORMED));
                },
                "deliver");
        other.start();
        for (long id = 1; id <= LAST_OF_FIRST; id++) {
            lanes.accept(dependencies.booking(FIRST_HOTEL, id));
        }
        other.join();
    }
}
