package com.billshotel.reserve.booking;

import static com.billshotel.reserve.fakes.Messages.booking;
import static com.billshotel.reserve.fakes.Messages.cancel;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.fakes.InMemoryBroker;
import com.billshotel.reserve.intake.ReservationMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookingLanesTest {
    private static final LaneSettings FOUR_LANES = new LaneSettings(
            4,
            Worker.ONE_LANE.retryThreads(),
            Worker.ONE_LANE.retry(),
            Worker.ONE_LANE.outage(),
            Worker.ONE_LANE.lease(),
            Worker.ONE_LANE.drain());

    @Test
    void messages_ofOneHotel_keepTheirOrder() throws Exception {
        try (Worker worker = new Worker(FOUR_LANES)) {
            for (int hotel = 0; hotel < 20; hotel++) {
                worker.rooms.hotel(hotel, 1_000_000);
            }
            for (int id = 0; id < 20_000; id++) {
                worker.broker.publish(booking(id, id % 20));
            }
            worker.broker.awaitAllAcknowledged();

            for (int hotel = 0; hotel < 20; hotel++) {
                int hotelId = hotel;
                assertThat(worker.rooms.batches().stream()
                                .flatMap(List::stream)
                                .filter(message -> message.hotelId() == hotelId)
                                .map(ReservationMessage::id))
                        .isSorted()
                        .hasSize(1_000);
            }
        }
    }

    @Test
    void batch_afterASlowOne_hasAllQueuedMessagesUpToTheServersLimit() throws Exception {
        Gate gate = new Gate();
        try (BookingLanes lanes = BookingLanes.start(
                gate, List.of(outcomes -> {}), Worker::classify, WorkerMetrics.NOOP, Worker.ONE_LANE)) {
            deliver(lanes, 0, 1);
            gate.entered.await();
            deliver(lanes, 1, 2_501);
            gate.opened.countDown();
        }

        assertThat(gate.batches).containsExactly(1, 1_000, 1_000, 500);
    }

    /** Dead letters are stored with their payload. */
    @Test
    void batch_ofLargeMessages_isLimitedInBytes() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        List<Integer> batches = new ArrayList<>();
        OutcomeSink slow = outcomes -> {
            opened.await();
            batches.add(outcomes.stream()
                    .mapToInt(o -> o.delivery().payload().length)
                    .sum());
        };
        try (BookingLanes lanes =
                BookingLanes.start(null, List.of(slow), Worker::classify, WorkerMetrics.NOOP, Worker.ONE_LANE)) {
            for (int i = 0; i < 20; i++) {
                lanes.accept(delivery(i, "x".repeat(100_000)));
            }
            lanes.accept(delivery(20, "x".repeat(3_000_000)));
            opened.countDown();
        }

        assertThat(batches).hasSizeGreaterThan(4).contains(3_000_000);
        assertThat(batches.stream().filter(bytes -> bytes != 3_000_000)).allMatch(bytes -> bytes <= 512 * 1024);
    }

    @Test
    void close_completesWhatIsQueued() throws Exception {
        Worker worker = new Worker(FOUR_LANES);
        worker.rooms.hotel(7, 100_000).faults.nextBefore(3, IllegalStateException::new);
        for (int id = 0; id < 5_000; id++) {
            worker.broker.publish(booking(id, 7));
            worker.broker.publish("junk");
        }

        worker.close();

        assertThat(worker.broker.acknowledged()).hasSize(10_000);
        assertThat(worker.metrics.count("received")).isEqualTo(10_000);
    }

    /** Also with a regular step between the ids. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 1_000})
    void hotels_areSpreadOverTheLanes(int step) {
        Map<String, Integer> hotelsByLane = new ConcurrentHashMap<>();
        RoomHolds holds = messages -> {
            hotelsByLane.merge(Thread.currentThread().getName(), messages.size(), Integer::sum);
            return messages.stream()
                    .map(message -> new RoomHolds.Decision(Verdict.CONFIRMED, ""))
                    .toList();
        };
        try (BookingLanes lanes =
                BookingLanes.start(holds, List.of(outcomes -> {}), Worker::classify, WorkerMetrics.NOOP)) {
            for (int hotel = 0; hotel < 400; hotel++) {
                lanes.accept(delivery(hotel, booking(hotel, hotel * step)));
            }
        }

        assertThat(hotelsByLane).hasSize(BookingLanes.LANES);
        assertThat(hotelsByLane.values()).allMatch(hotels -> hotels >= 50);
    }

    @Test
    void close_interrupted_keepsTheInterrupt() {
        Worker worker = new Worker();
        Thread.currentThread().interrupt();

        worker.close();

        assertThat(Thread.interrupted()).isTrue();
    }

    /** MySQL may be unavailable for longer than a worker may take to stop. */
    @Test
    void close_whileNothingSucceeds_givesUpWithoutAcknowledging() throws Exception {
        Worker worker = new Worker(new LaneSettings(
                1,
                1,
                Worker.ONE_LANE.retry(),
                Worker.ONE_LANE.outage(),
                Worker.ONE_LANE.lease(),
                Duration.ofMillis(200)));
        worker.rooms.hotel(7, 100);
        worker.ledger.faults.whenever(outcome -> true, IllegalStateException::new);
        worker.broker.publish(booking(1, 7));

        worker.close();

        assertThat(worker.broker.acknowledged()).isEmpty();
    }

    /** Every step is idempotent: any order, any repeats and any failures end in the same tables. */
    @Test
    void messages_withFailuresAndRepeats_endInTheRightState() throws Exception {
        long seed = Long.getLong("lanes.seed", System.nanoTime());
        System.out.println("BookingLanesTest: -Dlanes.seed=" + seed);
        Random random = new Random(seed);
        int hotels = 10;
        int rooms = 100;
        // One fewer than make a message a dead letter, should all of them hit the same one.
        AtomicInteger suspects = new AtomicInteger(7);
        Supplier<Throwable> fault = () -> suspects.getAndDecrement() > 0 ? new IllegalStateException() : Worker.down();
        try (Worker worker = new Worker(FOUR_LANES)) {
            IntStream.range(0, hotels).forEach(hotel -> worker.rooms.hotel(hotel, rooms));
            for (int i = 0; i < 20_000; i++) {
                long id = random.nextInt(3_000);
                int hotel = (int) (id % hotels);
                worker.broker.publish(random.nextInt(5) == 0 ? cancel(id, hotel) : booking(id, hotel));
                if (random.nextInt(500) == 0) {
                    worker.rooms.faults.nextAfter(random.nextInt(4), fault);
                    worker.ledger.faults.nextBefore(random.nextInt(4), fault);
                    worker.ledger.faults.nextAfter(random.nextInt(4), fault);
                }
            }
            worker.broker.awaitAllAcknowledged();

            Map<Integer, Integer> held = new HashMap<>();
            worker.ledger
                    .reservations()
                    .forEach((id, cancelled) -> held.merge((int) (id % hotels), cancelled ? 0 : 1, Integer::sum));
            held.forEach((hotel, count) -> assertThat(worker.rooms.rooms(hotel))
                    .isEqualTo(rooms - count)
                    .isNotNegative());
            assertThat(worker.ledger.reservations().keySet())
                    .doesNotContainAnyElementsOf(worker.ledger.rejections().keySet());
            assertThat(worker.ledger.deadLetters()).isEmpty();
            assertThat(worker.broker.acknowledgedTooEarly()).isEmpty();
        }
    }

    private static void deliver(BookingLanes lanes, int from, int to) {
        for (int id = from; id < to; id++) {
            lanes.accept(delivery(id, booking(id, 7)));
        }
    }

    private static Delivery delivery(int id, String payload) {
        return new Delivery(
                Integer.toString(id), payload.getBytes(UTF_8), Map.of(), InMemoryBroker.PUBLISHED, new Ignored());
    }

    private static final class Ignored implements Acknowledgement {
        @Override
        public void acknowledge() {}

        @Override
        public void nack() {}
    }

    /** Blocks the first batch until the test has queued more messages. */
    private static final class Gate implements RoomHolds {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch opened = new CountDownLatch(1);
        final List<Integer> batches = new ArrayList<>();

        @Override
        public List<Decision> decide(List<ReservationMessage> messages) throws Exception {
            entered.countDown();
            opened.await();
            batches.add(messages.size());
            return messages.stream()
                    .map(message -> new Decision(Verdict.CONFIRMED, ""))
                    .toList();
        }
    }
}
