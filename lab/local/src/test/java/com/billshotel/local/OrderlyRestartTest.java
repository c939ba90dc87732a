package com.billshotel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.local.testing.InProcessSystem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker that is stopped in order, again and again, while messages come in. */
class OrderlyRestartTest {
    private static final Logger log = LoggerFactory.getLogger(OrderlyRestartTest.class);
    private static final int RESTARTS = 10;
    private static final int MESSAGES_PER_RESTART = 200;

    /**
     * What the broker had on its way to a stream as it closed comes again; what the worker had in hand does not. A storm would be
     * everything in hand at each restart.
     */
    private static final long MOST_REDELIVERIES = RESTARTS * MESSAGES_PER_RESTART / 4;

    @Test
    void worker_restartedUnderLoad_losesNothingAndHardlyRepeats() throws Exception {
        try (InProcessSystem system = new InProcessSystem()) {
            system.execute("INSERT INTO hotels VALUES (0, 'myhotel', 10000, 1000000)");
            for (int restart = 0; restart < RESTARTS; restart++) {
                system.startWorker();
                system.publish(bookings(restart * MESSAGES_PER_RESTART));
                awaitSomeDone(system);
                system.stopWorker();
            }
            system.startWorker();
            system.awaitDone();
            log.info("{} redeliveries in {} restarts", system.redeliveries(), RESTARTS);

            assertThat(system.rows("SELECT COUNT(*) FROM reserve_hotel"))
                    .containsExactly(Integer.toString(RESTARTS * MESSAGES_PER_RESTART));
            assertThat(system.rows("SELECT rooms_available FROM hotels"))
                    .containsExactly(Integer.toString(1_000_000 - RESTARTS * MESSAGES_PER_RESTART));
            assertThat(system.rows("SELECT * FROM dead_letters")).isEmpty();
            assertThat(system.redeliveries()).isLessThanOrEqualTo(MOST_REDELIVERIES);
        }
    }

    /** In the midst of its work, not before or after. */
    private static void awaitSomeDone(InProcessSystem system) throws Exception {
        int before = system.backlog();
        while (system.backlog() > 0 && system.backlog() >= before) {
            Thread.sleep(1);
        }
    }

    private static List<String> bookings(int first) {
        List<String> bookings = new ArrayList<>();
        for (int id = first; id < first + MESSAGES_PER_RESTART; id++) {
            bookings.add("{\"id\": " + id + ", \"hotel_id\": 0, \"user_id\": 7,"
                    + " \"reserved_datetime\": 1700000000, \"checkin_datetime\": 1700604800}");
        }
        return bookings;
    }
}
