package com.billshotel.local;

import static com.billshotel.local.Messages.booking;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.local.testing.InProcessSystem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeated orderly stops of a worker under load. */
class OrderlyRestartIT {
    private static final Logger log = LoggerFactory.getLogger(OrderlyRestartIT.class);
    private static final int RESTARTS = 10;
    private static final int MESSAGES_PER_RESTART = 200;

    /**
     * Messages on their way to a stream that closes are redelivered; messages that the worker has received are not. A redelivery
     * storm would repeat everything received, at each restart.
     */
    private static final long MOST_REDELIVERIES = RESTARTS * MESSAGES_PER_RESTART / 4;

    @Test
    void worker_restartedUnderLoad_losesNothingAndCausesFewRedeliveries() throws Exception {
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

    /** Stops the worker in the middle of its work. */
    private static void awaitSomeDone(InProcessSystem system) throws Exception {
        int before = system.backlog();
        while (system.backlog() > 0 && system.backlog() >= before) {
            Thread.sleep(1);
        }
    }

    private static List<String> bookings(int first) {
        List<String> bookings = new ArrayList<>();
        for (int id = first; id < first + MESSAGES_PER_RESTART; id++) {
            bookings.add(booking(id, 0));
        }
        return bookings;
    }
}
