package com.billshotel.server;

import static com.billshotel.server.Holds.decide;
import static com.billshotel.server.Holds.decideOne;
import static com.billshotel.server.Holds.hold;
import static com.billshotel.server.Holds.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.proto.HoldDecision;
import com.billshotel.proto.HoldDecision.Outcome;
import com.billshotel.proto.HoldRequest;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceBlockingStub;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Concurrent batches and requests. */
abstract class HoldRacesContract {
    private static final Logger log = LoggerFactory.getLogger(HoldRacesContract.class);

    private static final int MAX_ATTEMPTS = 20;

    abstract HotelSystem system();

    @Test
    void lastRoom_requestedBy16AtOnce_goesToExactlyOne() throws Exception {
        int hotel = system().hotelWithRooms(1);

        List<Outcome> outcomes = ConcurrentCallers.run(
                16, i -> () -> decideDespiteContention(system().hotels(), hold(system().newReservationId(), hotel)));

        assertThat(outcomes).filteredOn(Outcome.HELD::equals).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.REFUSED::equals).hasSize(15);
        assertThat(system().rooms(hotel)).isZero();
    }

    /** All batches lock in the same order, so none can deadlock. */
    @Test
    void batches_overlappingOnTwoServers_neverDeadlockAndBalance() throws Exception {
        List<Integer> hotels = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            hotels.add(system().hotelWithRooms(40));
        }
        long seed = System.nanoTime();
        log.info("seed {}", seed);
        long deadlocks = deadlocks();

        try (TestServer second = TestServer.serving(system().database())) {
            ConcurrentCallers.run(8, i -> () -> {
                HotelServiceBlockingStub server = i % 2 == 0 ? system().hotels() : second.hotels();
                Random random = new Random(seed + i);
                for (int batch = 0; batch < 15; batch++) {
                    decideDespiteContention(server, randomBatch(hotels, random));
                }
                return null;
            });
        }

        assertThat(deadlocks()).isEqualTo(deadlocks);
        expectBalance(hotels, 40);
    }

    /** From 1,000 ids on, MariaDB prefers a join with the list to a range scan. The lock order must not change. */
    @Test
    void batches_of1000HotelsInAnyOrder_neverDeadlock() throws Exception {
        List<Integer> hotels = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(any -> hotels.add(system().newHotelId()));
        system().sql()
                .execute("INSERT INTO hotels VALUES "
                        + hotels.stream().map(id -> "(" + id + ", 'h', 1, 9)").collect(Collectors.joining(",")));

        long deadlocks = deadlocks();

        ConcurrentCallers.run(3, i -> () -> {
            for (int batch = 0; batch < 2; batch++) {
                List<Integer> order = new ArrayList<>(hotels);
                Collections.shuffle(order, new Random(10 * i + batch));
                decideDespiteContention(
                        system().hotels(),
                        order.stream()
                                .map(id -> hold(system().newReservationId(), id))
                                .toList());
            }
            return null;
        });

        assertThat(deadlocks()).isEqualTo(deadlocks);
        expectBalance(hotels, 9);
    }

    /** Two workers each got one of two contradicting messages. */
    @Test
    void reservation_atTwoHotelsAtOnce_isHeldAtOne() throws Exception {
        for (int round = 0; round < 20; round++) {
            int[] hotels = {system().hotelWithRooms(5), system().hotelWithRooms(5)};
            long id = system().newReservationId();

            List<Outcome> outcomes = ConcurrentCallers.run(
                    2, i -> () -> decideDespiteContention(system().hotels(), hold(id, hotels[i])));

            assertThat(outcomes).containsExactlyInAnyOrder(Outcome.HELD, Outcome.CONFLICT);
            assertThat(system().rooms(hotels[0]) + system().rooms(hotels[1])).isEqualTo(9);
        }
    }

    @Test
    void reservation_bookedAndCancelledAtOnce_endsReleased() throws Exception {
        for (int round = 0; round < 20; round++) {
            int hotel = system().hotelWithRooms(5);
            long id = system().newReservationId();

            List<Outcome> outcomes = ConcurrentCallers.run(
                    2, i -> () -> decideOne(system().hotels(), i == 0 ? hold(id, hotel) : release(id, hotel)));

            assertThat(outcomes.get(0)).isIn(Outcome.HELD, Outcome.RELEASED);
            assertThat(outcomes.get(1)).isEqualTo(Outcome.RELEASED);
            assertThat(system().rooms(hotel)).isEqualTo(5);
        }
    }

    private List<HoldRequest> randomBatch(List<Integer> hotels, Random random) {
        return IntStream.range(0, 60)
                .mapToObj(i -> {
                    int hotel = hotels.get(random.nextInt(hotels.size()));
                    // Other batches may use the same ids, each for one hotel only. Some are cancelled, before or after.
                    long id = hotels.get(0) * 1_000_000L + random.nextInt(1_000) * 12L + hotels.indexOf(hotel);
                    return random.nextInt(4) == 0 ? release(id, hotel) : hold(id, hotel);
                })
                .toList();
    }

    private void expectBalance(List<Integer> hotels, int initialRooms) throws Exception {
        String ids = hotels.stream().map(String::valueOf).collect(Collectors.joining(","));
        assertThat(system().sql()
                        .rows("SELECT o.id, rooms_available + (SELECT COUNT(*) FROM room_holds h"
                                + " WHERE h.hotel_id = o.id AND state = 'HELD') FROM hotels o WHERE o.id IN (" + ids
                                + ") ORDER BY o.id"))
                .containsExactlyElementsOf(
                        hotels.stream().map(id -> id + ", " + initialRooms).toList());
        assertThat(system().sql().rows("SELECT id FROM hotels WHERE rooms_available < 0"))
                .isEmpty();
    }

    /** Deadlocks of the whole MySQL server since its start. */
    private long deadlocks() throws Exception {
        Sql sql = system().sql();
        List<String> counter = sql.rows(
                sql.isTidb()
                        ? "SELECT COALESCE(MAX(deadlock_id), 0) FROM information_schema.deadlocks"
                        : "SELECT COUNT FROM information_schema.INNODB_METRICS WHERE NAME = 'lock_deadlocks'");
        assertThat(counter).hasSize(1);
        return Long.parseLong(counter.get(0));
    }

    /**
     * Repeats the batch with a pause while it is ABORTED, as a client should: too many others may wait for a hotel, or hold
     * its row for longer than a lock wait.
     */
    private static List<HoldDecision> decideDespiteContention(HotelServiceBlockingStub hotels, List<HoldRequest> batch)
            throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return decide(hotels, batch);
            } catch (StatusRuntimeException failure) {
                if (failure.getStatus().getCode() != Code.ABORTED || attempt == MAX_ATTEMPTS) {
                    throw failure;
                }
                assertThat(Failure.of(failure).reason()).isEqualTo("CONTENTION");
                TimeUnit.MILLISECONDS.sleep(20L * attempt);
            }
        }
    }

    private static Outcome decideDespiteContention(HotelServiceBlockingStub hotels, HoldRequest request)
            throws InterruptedException {
        return decideDespiteContention(hotels, List.of(request)).get(0).getOutcome();
    }
}
