package com.billshotel.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.billshotel.embedded.mysql.testing.TestDatabase;
import com.billshotel.local.testing.InProcessSystem;
import com.billshotel.proto.DecideHoldsRequest;
import com.billshotel.proto.DecideHoldsResponse;
import com.billshotel.proto.HotelServiceGrpc;
import com.billshotel.reserve.booking.DependencyException;
import com.billshotel.reserve.holds.HotelServerClient;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.runtime.limits.TimeLimits;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The time limits nest: when a layer hangs, the layer above it answers, after its own limit, with an error that identifies it.
 * {@code RetryQueueTest} covers the outermost limit: a message is nacked within its lease.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGSTOP to make a server hang")
class WhoAnswersFirstIT {
    private static PausableMysql mysql;
    private static TestDatabase database;
    private static InProcessSystem system;
    private static HotelServerClient hotels;
    private static CompletableFuture<Answer> answerOfMuteServer;

    /** The error that the worker gets, and after how long. */
    private record Answer(Code code, String reason, Duration after) {}

    @BeforeAll
    static void start() throws Exception {
        answerOfMuteServer = CompletableFuture.supplyAsync(WhoAnswersFirstIT::askMuteServer);
        mysql = new PausableMysql();
        database = mysql.database();
        system = new InProcessSystem(database, address -> address);
        system.execute("INSERT INTO hotels VALUES (0, 'a', 1, 9), (1, 'b', 1, 9), (2, 'c', 1, 9), (3, 'd', 1, 9)");
        hotels = HotelServerClient.at(
                "localhost:" + system.serverPort(), InsecureChannelCredentials.create(), channel -> {});
        awaitAnswer();
    }

    @AfterAll
    static void stop() {
        hotels.close();
        system.close();
        mysql.close();
    }

    /** A request that timed out leaves nothing half done: repeated, it succeeds, once hotel-server has found MySQL again. */
    @AfterEach
    void repeatRequest() throws Exception {
        awaitAnswer();
    }

    @Test
    void lockedRow_isAnsweredByTheLockWaitLimit() throws Exception {
        try (Lock lock = new Lock(1)) {
            Answer answer = ask(hotels, booking(1));

            assertThat(answer.code()).isEqualTo(Code.ABORTED);
            assertThat(answer.reason()).contains("a concurrent transaction held the same rows");
            assertNotBefore(TimeLimits.LOCK_WAIT, answer);
            lock.release();
        }
    }

    /**
     * Each lock is released within its wait, but then the next one is locked, too. On a busy machine a lock may be released so late
     * that its own limit answers; then the chain is tried again.
     */
    @Test
    void chainOfLockedRows_isAnsweredByTheStatementLimit() throws Exception {
        boolean inTime = false;
        while (!inTime) {
            inTime = askForAChain();
        }
    }

    private static boolean askForAChain() throws Exception {
        long third = TimeLimits.STATEMENT.toMillis() / 3 + 200;
        try (Lock first = new Lock(1);
                Lock second = new Lock(2);
                Lock last = new Lock(3)) {
            long start = System.nanoTime();
            CompletableFuture<Long> firstEnd = CompletableFuture.supplyAsync(
                    first::release, CompletableFuture.delayedExecutor(third, TimeUnit.MILLISECONDS));
            CompletableFuture<Long> secondEnd = CompletableFuture.supplyAsync(
                    second::release, CompletableFuture.delayedExecutor(2 * third, TimeUnit.MILLISECONDS));

            Answer answer = ask(hotels, booking(1), booking(2), booking(3));

            assertThat(answer.code()).isEqualTo(Code.ABORTED);
            long longest = Math.max(firstEnd.get() - start, secondEnd.get() - firstEnd.get());
            boolean inTime = longest < TimeLimits.LOCK_WAIT.minusMillis(100).toNanos();
            if (inTime) {
                assertNotBefore(TimeLimits.STATEMENT, answer);
            }
            last.release();
            return inTime;
        }
    }

    @Test
    void hangingMysql_isAnsweredByTheSocketLimit() throws Exception {
        hotels.decide(List.of(booking(0))); // a connection that was just used is not validated first
        mysql.pause();
        try {
            Answer answer = ask(hotels, booking(0));

            assertThat(answer.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(answer.reason()).contains("the database is unavailable");
            assertNotBefore(TimeLimits.SOCKET, answer);
        } finally {
            mysql.resume();
        }
    }

    @Test
    void muteServer_isAnsweredByTheRpcDeadline() throws Exception {
        Answer answer = answerOfMuteServer.get();

        assertThat(answer.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertNotBefore(TimeLimits.RPC_DEADLINE, answer);
    }

    private static void awaitAnswer() throws Exception {
        InProcessSystem.await(
                () -> {
                    try {
                        return hotels.decide(List.of(booking(1))).size() == 1;
                    } catch (DependencyException unavailable) {
                        return false;
                    }
                },
                () -> "no answer");
    }

    private static void assertNotBefore(Duration limit, Answer answer) {
        assertThat(answer.after()).isGreaterThan(limit.minusMillis(100));
    }

    private static Answer ask(HotelServerClient server, ReservationMessage... messages) {
        long start = System.nanoTime();
        DependencyException unavailable =
                catchThrowableOfType(DependencyException.class, () -> server.decide(List.of(messages)));
        Duration after = Duration.ofNanos(System.nanoTime() - start);
        StatusRuntimeException status = (StatusRuntimeException) unavailable.getCause();
        return new Answer(status.getStatus().getCode(), String.valueOf(status.getMessage()), after);
    }

    private static Answer askMuteServer() {
        try {
            Server mute = NettyServerBuilder.forPort(0)
                    .permitKeepAliveTime(5, TimeUnit.SECONDS)
                    .addService(new Mute())
                    .build()
                    .start();
            try (HotelServerClient server = HotelServerClient.at(
                    "localhost:" + mute.getPort(), InsecureChannelCredentials.create(), channel -> {})) {
                return ask(server, booking(0));
            } finally {
                mute.shutdownNow();
            }
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** A booking at a hotel, which has only this one. */
    private static ReservationMessage booking(int hotel) {
        return new ReservationMessage(hotel, false, hotel, 7L, 1_700_000_000L, 1_700_604_800L);
    }

    private static final class Mute extends HotelServiceGrpc.HotelServiceImplBase {
        @Override
        public void decideHolds(DecideHoldsRequest request, StreamObserver<DecideHoldsResponse> caller) {}
    }

    /** A session that locks a hotel's row. */
    private static final class Lock implements AutoCloseable {
        private final Connection connection = database.connect();

        Lock(int hotel) throws SQLException {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeQuery("SELECT * FROM hotels WHERE id = " + hotel + " FOR UPDATE");
            }
        }

        /** Returns when it was released, in nanoseconds. */
        long release() {
            try {
                connection.rollback();
                return System.nanoTime();
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
