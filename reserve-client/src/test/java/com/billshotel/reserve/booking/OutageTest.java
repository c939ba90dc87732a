package com.billshotel.reserve.booking;

import static com.billshotel.reserve.fakes.Messages.booking;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.fakes.Await;
import com.billshotel.runtime.app.testing.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dependency is down: batches wait for it, whole, and the log has one line for its beginning and one for its end. */
class OutageTest {
    private static final int HOTELS = 5_000;

    private final CapturedLog log = new CapturedLog(Outages.class.getPackageName());
    private final Worker worker = new Worker();

    @BeforeEach
    void createHotels() {
        IntStream.range(0, HOTELS).forEach(hotel -> worker.rooms.hotel(hotel, 5));
    }

    @AfterEach
    void close() {
        log.close();
        worker.recoverAndClose();
    }

    @Test
    void hotelServer_down_leavesBatchesWhole() throws Exception {
        worker.rooms.faults.whenever(message -> true, Worker::down);
        worker.broker.publish(booking(0, 0));
        Await.until("a failure", () -> worker.rooms.faults.count() > 0);
        IntStream.range(1, HOTELS).forEach(id -> worker.broker.publish(booking(id, id)));
        Await.until("many failures", () -> worker.rooms.faults.count() > 20);

        worker.rooms.faults.never();
        worker.broker.awaitAllAcknowledged();

        assertThat(worker.rooms.batches()).map(List::size).containsExactly(1, 1_000, 1_000, 1_000, 1_000, 999);
        assertThat(worker.metrics.count("retried")).isZero();
        assertThat(worker.metrics.count("quarantined")).isZero();
        assertThat(log.linesWith("WARN")).containsExactly("WARN dependency is down, messages wait for it: no answer");
        Await.until("the end", () -> log.linesWith("answers again").size() == 1);
    }

    @Test
    void mysql_down_leavesBatchesWhole() throws Exception {
        worker.ledger.faults.whenever(outcome -> true, Worker::down);
        IntStream.range(0, HOTELS).forEach(id -> worker.broker.publish(booking(id, id)));
        Await.until("many failures", () -> worker.ledger.faults.count() > 20);

        worker.ledger.faults.never();
        worker.broker.awaitAllAcknowledged();

        assertThat(worker.ledger.batches()).hasSizeLessThan(HOTELS / 100);
        assertThat(log.linesWith("WARN")).containsExactly("WARN dependency is down, messages wait for it: no answer");
    }

    /** The broker redelivers them; kept as well, they would fill the heap during an outage of hours. */
    @Test
    void message_keptLongerThanItsLease_isNacked() throws Exception {
        LaneSettings shortLease = new LaneSettings(
                1, 1, Worker.ONE_LANE.retry(), Worker.ONE_LANE.outage(), Duration.ofMillis(1), Worker.ONE_LANE.drain());
        try (Worker impatient = new Worker(shortLease)) {
            impatient.rooms.hotel(1, 5).faults.whenever(message -> true, Worker::down);
            String id = impatient.broker.publish(booking(1, 1));
            Await.until("nack", () -> impatient.broker.nacked().contains(id));

            assertThat(impatient.broker.acknowledged()).isEmpty();
        }
    }

    @Test
    void contendedMessage_keptLongerThanItsLease_isNacked() throws Exception {
        LaneSettings shortLease = new LaneSettings(
                1,
                1,
                Worker.ONE_LANE.retry(),
                Worker.ONE_LANE.outage(),
                Duration.ofMillis(50),
                Worker.ONE_LANE.drain());
        try (Worker impatient = new Worker(shortLease)) {
            impatient.rooms.hotel(1, 5).faults.whenever(message -> true, () -> Worker.locked(1));
            String id = impatient.broker.publish(booking(1, 1));
            Await.until("nack", () -> impatient.broker.nacked().contains(id));

            assertThat(impatient.broker.acknowledged()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void close_duringAnOutage_givesUpWithoutAcknowledging(boolean ofHotelServer) throws Exception {
        LaneSettings shortDrain = new LaneSettings(
                1,
                1,
                Worker.ONE_LANE.retry(),
                Worker.ONE_LANE.outage(),
                Worker.ONE_LANE.lease(),
                Duration.ofMillis(200));
        Worker stopped = new Worker(shortDrain);
        stopped.rooms.hotel(1, 5).faults.whenever(message -> ofHotelServer, Worker::down);
        stopped.ledger.faults.whenever(outcome -> true, Worker::down);
        stopped.broker.publish(booking(1, 1));
        Await.until("an outage", () -> stopped.rooms.faults.count() + stopped.ledger.faults.count() > 0);

        stopped.close();

        assertThat(stopped.broker.acknowledged()).isEmpty();
        assertThat(stopped.broker.nacked()).isEmpty();
        worker.close();
        Await.until("the lanes' threads have ended", () -> laneThreads() == 0);
    }

    private static long laneThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lane-"))
                .count();
    }
}
