package com.billshotel.server;

import static com.billshotel.server.Holds.batch;
import static com.billshotel.server.Holds.decideOne;
import static com.billshotel.server.Holds.hold;
import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.billshotel.proto.DecideHoldsResponse;
import com.billshotel.proto.HoldRequest;
import com.billshotel.proto.HotelRequest;
import com.billshotel.proto.HotelServiceGrpc;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceFutureStub;
import com.billshotel.runtime.limits.TimeLimits;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Locks held by others, more calls than the server can queue, and shutdown during calls. */
abstract class PressureContract {
    /** Running calls, queued calls, and 40 more. */
    private static final int MORE_THAN_CAPACITY = 8 + 256 + 40;

    abstract HotelSystem system();

    @Test
    void hold_atALockedHotel_isAbortedAndChangesNothing() throws Exception {
        int hotel = system().hotelWithRooms(5);
        HoldRequest request = hold(system().newReservationId(), hotel);

        Failure failure =
                RowLock.during(system().sql(), hotel, () -> Failure.of(() -> decideOne(system().hotels(), request)));

        assertThat(failure.code()).isEqualTo(Code.ABORTED);
        assertThat(failure.reason()).isEqualTo("CONTENTION");
        assertThat(failure.message()).doesNotContainIgnoringCase("lock").doesNotContain("SQL");
        assertThat(failure.metadata()).containsEntry("hotel_ids", Integer.toString(hotel));
        assertThat(system().rooms(hotel)).isEqualTo(5);
        assertThat(system().hold(request.getReservationId())).isEmpty();
        assertThat(decideOne(system().hotels(), request).name()).isEqualTo("HELD");
    }

    /** The worker delays only the hotels that the error names. */
    @Test
    void batch_withSomeLockedHotels_isAbortedAndNamesThem() throws Exception {
        int free = system().hotelWithRooms(5);
        int first = system().hotelWithRooms(5);
        int alsoFree = system().hotelWithRooms(5);
        int second = system().hotelWithRooms(5);
        int missing = system().newHotelId();
        List<HoldRequest> batch = IntStream.of(free, first, alsoFree, second, missing)
                .mapToObj(hotel -> hold(system().newReservationId(), hotel))
                .toList();

        Failure failure = RowLock.during(
                system().sql(),
                first,
                () -> RowLock.during(
                        system().sql(),
                        second,
                        () -> Failure.of(() -> system().hotels().decideHolds(batch(batch)))));

        assertThat(failure.reason()).isEqualTo("CONTENTION");
        assertThat(failure.metadata()).containsEntry("hotel_ids", first + "," + second);
        assertThat(system().rooms(free)).isEqualTo(5);
    }

    /** Clients accept errors of 8 KiB. */
    @Test
    void batch_with1000LockedHotels_isAbortedWithAnErrorThatFits() throws Exception {
        assumeThat(system().sql().isTidb())
                .as("TiDB is asked for each locked hotel, for longer than a call takes")
                .isFalse();
        int first = 2_000_000_000;
        List<Integer> hotels = IntStream.range(first, first + 1_000).boxed().toList();
        system().sql()
                .execute("INSERT INTO hotels VALUES "
                        + hotels.stream().map(id -> "(" + id + ", 'h', 1, 9)").collect(Collectors.joining(",")));

        Failure failure;
        RowLock lock = RowLock.onHotels(system().sql(), first, first + 999);
        try {
            failure = Failure.of(() -> system().hotels()
                    .decideHolds(batch(hotels.stream()
                            .map(id -> hold(system().newReservationId(), id))
                            .toList())));
        } finally {
            lock.close();
        }

        assertThat(failure.reason()).isEqualTo("CONTENTION");
        assertThat(failure.metadata().get("hotel_ids").split(",")).hasSize(300).startsWith("2000000000", "2000000001");
    }

    /** Someone keeps one hotel locked, and many callers want it. */
    @Test
    void hotel_lockedWithManyWaiting_delaysNoOther() throws Exception {
        int locked = system().hotelWithRooms(100);
        int free = system().hotelWithRooms(100);
        List<ListenableFuture<DecideHoldsResponse>> waiting = new ArrayList<>();

        RowLock.during(system().sql(), locked, () -> {
            for (int i = 0; i < 40; i++) {
                waiting.add(system().server()
                        .hotelsAsync()
                        .decideHolds(batch(List.of(hold(system().newReservationId(), locked)))));
            }
            Eventually.until(
                    "too many wait",
                    () -> waiting.stream().filter(ListenableFuture::isDone).count() >= 36);
            // The four calls that may wait now hold four threads; the others stay free.
            assertThat(system().hotels()
                            .getHotel(HotelRequest.newBuilder().setId(locked).build())
                            .getHotel()
                            .getRoomsAvailable())
                    .isEqualTo(100);
            assertThat(decideOne(system().hotels(), hold(system().newReservationId(), free))
                            .name())
                    .isEqualTo("HELD");
            assertThat(Failure.of(() -> decideOne(system().hotels(), hold(system().newReservationId(), locked)))
                            .metadata())
                    .containsEntry("hotel_ids", Integer.toString(locked));
            return null;
        });

        int aborted = 0;
        for (ListenableFuture<DecideHoldsResponse> call : waiting) {
            try {
                call.get(30, TimeUnit.SECONDS);
            } catch (ExecutionException failure) {
                assertThat(Failure.of((StatusRuntimeException) failure.getCause())
                                .reason())
                        .isEqualTo("CONTENTION");
                aborted++;
            }
        }
        assertThat(aborted).isGreaterThanOrEqualTo(36);
        assertThat(system().rooms(locked)).isEqualTo(100 - (40 - aborted));
    }

    /** Reads need no lock, so no number of waiting writers may delay them. */
    @Test
    void get_whileEveryThreadWaitsForALock_isAnswered() throws Exception {
        List<RowLock> locks = new ArrayList<>();
        List<ListenableFuture<DecideHoldsResponse>> waiting = new ArrayList<>();
        int free = system().hotelWithRooms(3);
        try {
            for (int i = 0; i < 20; i++) {
                int hotel = system().hotelWithRooms(1);
                locks.add(RowLock.onHotel(system().sql(), hotel));
                waiting.add(system().server()
                        .hotelsAsync()
                        .decideHolds(batch(List.of(hold(system().newReservationId(), hotel)))));
            }
            locks.get(7).awaitWaiter();

            for (int i = 0; i < 20; i++) {
                assertThat(system().hotels()
                                .getHotel(HotelRequest.newBuilder().setId(free).build())
                                .getHotel()
                                .getRoomsAvailable())
                        .isEqualTo(3);
            }
            assertThat(waiting).anyMatch(call -> !call.isDone());
        } finally {
            locks.forEach(RowLock::release);
        }
        for (ListenableFuture<DecideHoldsResponse> call : waiting) {
            try {
                call.get(30, TimeUnit.SECONDS);
            } catch (ExecutionException contended) {
                // Whether a hotel was released in time does not matter here.
            }
        }
    }

    /** The call ends while its statement waits; the server must not go on to take the room. */
    @Test
    void call_pastItsDeadline_isRolledBack() throws Exception {
        int hotel = system().hotelWithRooms(5);
        HoldRequest request = hold(system().newReservationId(), hotel);

        try (RowLock lock = RowLock.onHotel(system().sql(), hotel)) {
            var call = system().server()
                    .hotelsAsync()
                    .withDeadlineAfter(1, TimeUnit.SECONDS)
                    .decideHolds(batch(List.of(request)));
            lock.awaitWaiter();
            assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS)).hasMessageContaining("DEADLINE_EXCEEDED");
        }

        // Waits for the lock of the abandoned call, if it still has it.
        assertThat(decideOne(system().hotels(), hold(system().newReservationId(), hotel))
                        .name())
                .isEqualTo("HELD");
        assertThat(system().hold(request.getReservationId())).isEmpty();
        assertThat(system().rooms(hotel)).isEqualTo(4);
    }

    /** No lock is held for longer than a lock wait, but together they exceed the statement limit. */
    @Test
    void hold_waitingForSeveralLocksInTurn_endsAtTheStatementLimit() throws Exception {
        assumeThat(system().sql().isTidb())
                .as("TiDB's limit of a lock wait is one of the statement")
                .isFalse();
        long third = TimeLimits.STATEMENT.toMillis() / 3 + 200;
        int first = system().hotelWithRooms(5);
        int second = system().hotelWithRooms(5);
        int last = system().hotelWithRooms(5);
        RowLock one = RowLock.onHotel(system().sql(), first);
        RowLock two = RowLock.onHotel(system().sql(), second);
        CompletableFuture<Void> released = CompletableFuture.allOf(
                CompletableFuture.runAsync(one::release, delayedExecutor(third, TimeUnit.MILLISECONDS)),
                CompletableFuture.runAsync(two::release, delayedExecutor(2 * third, TimeUnit.MILLISECONDS)));

        Failure failure = RowLock.during(
                system().sql(),
                last,
                () -> Failure.of(() -> system().hotels()
                        .decideHolds(batch(List.of(
                                hold(system().newReservationId(), first),
                                hold(system().newReservationId(), second),
                                hold(system().newReservationId(), last))))));
        released.join();

        assertThat(failure.code()).isEqualTo(Code.ABORTED);
        assertThat(failure.reason()).isEqualTo("CONTENTION");
        assertThat(failure.metadata().get("hotel_ids").split(","))
                .contains(Integer.toString(last)); // others too, if a busy machine releases them late
        assertThat(system().rooms(first)).isEqualTo(5);
    }

    /** A batch locks only its own hotels. */
    @Test
    void hold_atAnotherHotel_doesNotWait() throws Exception {
        int locked = system().hotelWithRooms(5);
        int free = system().hotelWithRooms(5);

        var outcome = RowLock.during(
                system().sql(), locked, () -> decideOne(system().hotels(), hold(system().newReservationId(), free)));

        assertThat(outcome.name()).isEqualTo("HELD");
    }

    /** On two connections: one may not have that many calls. */
    @Test
    void calls_beyondTheQueue_areRejectedAndNoneHangs() throws Exception {
        ManagedChannel second = ManagedChannelBuilder.forTarget(
                        system().server().channel().authority())
                .usePlaintext()
                .build();
        HotelServiceFutureStub onSecond = HotelServiceGrpc.newFutureStub(second);
        List<Integer> hotels = new ArrayList<>();
        for (int i = 0; i < 3; i++) { // enough that waiting calls occupy every thread
            hotels.add(system().hotelWithRooms(MORE_THAN_CAPACITY));
        }
        List<RowLock> locks = new ArrayList<>();
        List<ListenableFuture<DecideHoldsResponse>> calls = new ArrayList<>();
        try {
            for (int hotel : hotels) {
                locks.add(RowLock.onHotel(system().sql(), hotel));
                for (int i = 0; i < 4; i++) {
                    calls.add(decideLater(system().server().hotelsAsync(), hotel));
                }
            }
            for (int i = 0; i < MORE_THAN_CAPACITY; i++) {
                HotelServiceFutureStub stub = i % 2 == 0 ? system().server().hotelsAsync() : onSecond;
                calls.add(decideLater(stub, hotels.get(i % hotels.size())));
            }
            Eventually.until(
                    "a call is rejected", () -> calls.stream().anyMatch(PressureContract::isResourceExhausted));
        } finally {
            locks.forEach(RowLock::release);
        }

        int held = 0;
        List<Failure> failures = new ArrayList<>();
        for (ListenableFuture<DecideHoldsResponse> call : calls) {
            try {
                call.get(30, TimeUnit.SECONDS);
                held++;
            } catch (ExecutionException failure) {
                failures.add(Failure.of((StatusRuntimeException) failure.getCause()));
            }
        }
        assertThat(failures).extracting(Failure::reason).contains("OVERLOADED").isSubsetOf("OVERLOADED", "CONTENTION");
        assertThat(failures)
                .filteredOn(failure -> failure.reason().equals("OVERLOADED"))
                .allMatch(failure -> failure.code() == Code.RESOURCE_EXHAUSTED);
        int left = 0;
        for (int hotel : hotels) {
            left += system().rooms(hotel);
        }
        assertThat(left).isEqualTo(hotels.size() * MORE_THAN_CAPACITY - held);
        second.shutdownNow();
    }

    private ListenableFuture<DecideHoldsResponse> decideLater(HotelServiceFutureStub hotels, int hotel) {
        return hotels.decideHolds(batch(List.of(hold(system().newReservationId(), hotel))));
    }

    private static boolean isResourceExhausted(ListenableFuture<?> call) {
        try {
            if (call.isDone()) {
                call.get();
            }
            return false;
        } catch (ExecutionException failure) {
            return Status.fromThrowable(failure).getCode() == Status.Code.RESOURCE_EXHAUSTED;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** A cancelled batch is applied completely or not at all, and a repeat is safe. */
    @Test
    void call_cancelledWhileItWaits_canBeRepeated() throws Exception {
        int hotel = system().hotelWithRooms(5);
        HoldRequest request = hold(system().newReservationId(), hotel);

        try (RowLock lock = RowLock.onHotel(system().sql(), hotel)) {
            var call = system().server().hotelsAsync().decideHolds(batch(List.of(request)));
            lock.awaitWaiter();
            call.cancel(true);
        }

        assertThat(decideOne(system().hotels(), request).name()).isEqualTo("HELD");
        assertThat(system().rooms(hotel)).isEqualTo(4);
    }

    /** A table lock, such as that of an ALTER TABLE, is waited for no longer than a row lock. */
    @Test
    void table_locked_isAbortedOrUnavailableButNeverHangs() throws Exception {
        assumeThat(system().sql().isTidb())
                .as("TiDB accepts LOCK TABLES and ignores it")
                .isFalse();
        int hotel = system().hotelWithRooms(5);
        try (TestServer own = TestServer.serving(system().database());
                var connection = system().sql().connect();
                var statement = connection.createStatement()) {
            statement.execute("LOCK TABLES hotels WRITE");

            Failure failure = Failure.of(() -> decideOne(own.hotels(), hold(system().newReservationId(), hotel)));

            assertThat(failure.code()).isIn(Code.ABORTED, Code.UNAVAILABLE);
            statement.execute("UNLOCK TABLES");
            own.awaitStatus(ServingStatus.SERVING);
        }
    }

    /** In order: NOT_SERVING, no new calls, calls in flight answered, exit. Open health watches do not delay it. */
    @Test
    void stop_withACallInFlight_answersItAfterTurningNotServing() throws Exception {
        int hotel = system().hotelWithRooms(5);
        HoldRequest request = hold(system().newReservationId(), hotel);
        try (TestServer own = TestServer.serving(system().database())) {
            ListenableFuture<DecideHoldsResponse> call;
            CompletableFuture<Void> stopped;
            try (RowLock lock = RowLock.onHotel(system().sql(), hotel)) {
                CompletableFuture<Void> notServing =
                        CompletableFuture.runAsync(() -> own.awaitStatus(ServingStatus.NOT_SERVING));
                own.awaitStatus(ServingStatus.SERVING);
                call = own.hotelsAsync().decideHolds(batch(List.of(request)));
                lock.awaitWaiter();
                stopped = CompletableFuture.runAsync(own::stop);
                notServing.get(30, TimeUnit.SECONDS);
            }

            assertThat(call.get(30, TimeUnit.SECONDS)
                            .getDecisions(0)
                            .getOutcome()
                            .name())
                    .isEqualTo("HELD");
            // Well below the drain timeout of 15 s, although the health watch above is still open.
            stopped.get(10, TimeUnit.SECONDS);
            assertThatThrownBy(() -> decideOne(own.hotels(), request)).isInstanceOf(StatusRuntimeException.class);
        }
        assertThat(system().rooms(hotel)).isEqualTo(4);
    }
}
