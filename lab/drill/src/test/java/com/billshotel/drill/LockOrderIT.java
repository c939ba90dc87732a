package com.billshotel.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.server.rooms.RoomRequest;
import com.billshotel.server.rooms.RoomRequest.Action;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One worker writes reservations while another's cancellations release their holds: they must not deadlock. */
class LockOrderIT {
    private static final int ROUNDS = 30;
    private static final int BATCH = 200;
    private static final long FIRST_ID = 1_000_000;

    /** Two hotels with rooms for all. The lower reservation ids belong to the higher hotel id, so ordering by hotel and by id is opposite. */
    private static final int LOW = 1;

    private static final int HIGH = 4;

    @Test
    void rowsAndReleases_ofTheSameReservations_neverDeadlock() throws Exception {
        try (Miniature system = new Miniature().open(1)) {
            for (int round = 0; round < ROUNDS; round++) {
                long first = FIRST_ID + (long) round * BATCH;
                List<Long> ids = LongStream.range(first, first + BATCH).boxed().toList();
                system.ask(requests(ids, Action.HOLD));

                CompletableFuture<String> releases =
                        CompletableFuture.supplyAsync(() -> failure(() -> system.ask(requests(ids, Action.RELEASE))));

                assertThat(failure(() -> system.store(outcomes(ids)))).isEmpty();
                assertThat(releases.get()).isEmpty();
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static String failure(Work work) {
        try {
            work.run();
            return "";
        } catch (Exception failure) {
            return failure.toString();
        }
    }

    private static int hotel(long id) {
        return id % BATCH < BATCH / 2 ? HIGH : LOW;
    }

    private static List<RoomRequest> requests(List<Long> ids, Action action) {
        return ids.stream()
                .map(id -> new RoomRequest(action, id, hotel(id), 7L, 1L, 2L))
                .toList();
    }

    private static List<Outcome> outcomes(List<Long> ids) {
        return ids.stream().map(LockOrderIT::outcome).toList();
    }

    private static Outcome outcome(long id) {
        Delivery delivery = new Delivery(Long.toString(id), new byte[0], Map.of(), Instant.EPOCH, null);
        return new Outcome(delivery, new ReservationMessage(id, false, hotel(id), 7L, 1L, 2L), Verdict.CONFIRMED, "");
    }
}
