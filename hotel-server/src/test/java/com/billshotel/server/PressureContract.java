package com.billshotel.server;

import static com.billshotel.server.Holds.batch;
import static com.billshotel.server.Holds.decideOne;
import static com.billshotel.server.Holds.hold;
import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.proto.DecideHoldsResponse;
import com.billshotel.proto.HoldRequest;
import com.billshotel.runtime.limits.TimeLimits;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
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
        assertThat(system().rooms(hotel)).isEqualTo(5);
        assertThat(system().hold(request.getReservationId())).isEmpty();
        assertThat(decideOne(system().hotels(), request).name()).isEqualTo("HELD");
    }

    /** No lock is held for longer than a lock wait, but together they exceed the statement limit. */
    @Test
    void hold_waitingForSeveralLocksInTurn_endsAtTheStatementLimit() throws Exception {
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

        assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failure.reason()).isEqualTo("MYSQL_UNAVAILABLE");
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

    @Test
    void calls_beyondTheQueue_areRejectedAndNoneHangs() throws Exception {
        int hotel = system().hotelWithRooms(MORE_THAN_CAPACITY);
        List<ListenableFuture<DecideHoldsResponse>> calls = new ArrayList<>();
        RowLock.during(system().sql(), hotel, () -> {
            for (int i = 0; i < MORE_THAN_CAPACITY; i++) {
                calls.add(system().server()
                        .hotelsAsync()
                        .decideHolds(batch(List.of(hold(system().newReservationId(), hotel)))));
            }
            Eventually.until("a call is rejected", () -> calls.stream().anyMatch(ListenableFuture::isDone));
            return null;
        });

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
        assertThat(system().rooms(hotel)).isEqualTo(MORE_THAN_CAPACITY - held);
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
