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

/** Locks that others hold, more calls than can be done, and the end of the service amid calls. */
abstract class PressureContract {
    /** Those that run and those that wait, and some more. */
    private static final int TOO_MANY = 8 + 256 + 40;

    abstract HotelSystem system();

    @Test
    void hold_whoseHotelStaysLocked_isAbortedAndChangesNothing() throws Exception {
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

    /** Each lock is let go in time, but the next one is held as well: it is the statement that has waited too long. */
    @Test
    void hold_ofManyHotelsLockedInTurn_endsWithTheStatementLimit() throws Exception {
        long third = TimeLimits.STATEMENT.toMillis() / 3 + 200;
        int first = system().hotelWithRooms(5);
        int second = system().hotelWithRooms(5);
        int last = system().hotelWithRooms(5);
        RowLock one = RowLock.onHotel(system().sql(), first);
        RowLock two = RowLock.onHotel(system().sql(), second);
        CompletableFuture<Void> letGo = CompletableFuture.allOf(
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
        letGo.join();

        assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failure.reason()).isEqualTo("MYSQL_UNAVAILABLE");
        assertThat(system().rooms(first)).isEqualTo(5);
    }

    /** The neighbour's batch took no lock that it does not need. */
    @Test
    void hold_ofAnotherHotel_doesNotWait() throws Exception {
        int locked = system().hotelWithRooms(5);
        int free = system().hotelWithRooms(5);

        var outcome = RowLock.during(
                system().sql(), locked, () -> decideOne(system().hotels(), hold(system().newReservationId(), free)));

        assertThat(outcome.name()).isEqualTo("HELD");
    }

    @Test
    void calls_moreThanCanWait_areRefusedAndNoneHangs() throws Exception {
        int hotel = system().hotelWithRooms(TOO_MANY);
        List<ListenableFuture<DecideHoldsResponse>> calls = new ArrayList<>();
        RowLock.during(system().sql(), hotel, () -> {
            for (int i = 0; i < TOO_MANY; i++) {
                calls.add(system().server()
                        .hotelsAsync()
                        .decideHolds(batch(List.of(hold(system().newReservationId(), hotel)))));
            }
            Eventually.until("a call is refused", () -> calls.stream().anyMatch(ListenableFuture::isDone));
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
        assertThat(system().rooms(hotel)).isEqualTo(TOO_MANY - held);
    }

    /** Whoever cancels or runs out of time gets an answer at once, and the batch is done or not, but never by half. */
    @Test
    void call_cancelledWhileItWaits_leavesTheServerWell() throws Exception {
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

    /** An ALTER TABLE keeps everybody out; it is waited for as briefly as for a row. */
    @Test
    void table_lockedWhole_isAbortedOrUnavailableButNeverHangs() throws Exception {
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

    /** In this order: NOT_SERVING, no new calls, the answer to the call in hand, the end; and nobody's watching delays it. */
    @Test
    void stop_withACallInHand_answersItAfterTurningNotServing() throws Exception {
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
            // Much less than the time that a stop may take: the watcher above is still there.
            stopped.get(10, TimeUnit.SECONDS);
            assertThatThrownBy(() -> decideOne(own.hotels(), request)).isInstanceOf(StatusRuntimeException.class);
        }
        assertThat(system().rooms(hotel)).isEqualTo(4);
    }
}
