package com.billshotel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.local.testing.InProcessSystem;
import com.billshotel.runtime.app.testing.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** An outage with many messages in flight: the log stays readable, and the system is as before once it is over. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGSTOP to slow a server down")
class OutageIT {
    private static final int HOTELS = 5_000;

    private static PausableMysql mysql;
    private static InProcessSystem system;

    /** The id of the first booking of the next burst. */
    private int nextBurst = 200_000;

    private final CapturedLog log = new CapturedLog("com.billshotel.reserve");

    @BeforeAll
    static void start() throws Exception {
        mysql = new PausableMysql();
        system = new InProcessSystem(mysql.database(), address -> address);
        system.execute(IntStream.range(0, HOTELS)
                .mapToObj(hotel -> "(" + hotel + ", 'h', 1, 1000)")
                .collect(Collectors.joining(",", "INSERT INTO hotels VALUES ", "")));
        system.startWorker();
        // A worker that has never been able to book does not pull, and then an outage costs it nothing.
        publish(50_000, 500);
        system.awaitDone();
    }

    @AfterAll
    static void stop() {
        system.close();
        mysql.close();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    /** Each of the lanes' threads waits with a whole batch; nothing is split, and nothing is logged for a hotel. */
    @Test
    void hotelServer_goneForSeconds_costsTwoLogLines() throws Exception {
        system.stopServer();
        publish(0, 20_000);
        InProcessSystem.await(() -> !log.linesWith("hotel-server is down").isEmpty(), () -> "no outage");
        TimeUnit.SECONDS.sleep(5); // in which the former worker logged some 5,000 lines

        system.restartServer();
        system.awaitDone();

        assertThat(log.linesWith("hotel-server is down")).hasSize(1);
        assertThat(log.linesWith("hotel-server answers again")).hasSize(1);
        assertThat(log.linesWith("retrying")).isEmpty();
        assertThat(system.rows("SELECT COUNT(*) FROM reserve_hotel WHERE id < 20000"))
                .containsExactly("20000");
    }

    /**
     * A burst while MySQL is slowed to a tenth. Where several layers retry, their repeats keep the system overloaded after the
     * cause is gone; here only the worker retries, and the backlog simply drains.
     */
    @Test
    void mysql_slowedToATenthDuringABurst_recovers() throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        for (int first = 100_000; Instant.now().isBefore(end); first += 500) {
            publish(first, 500);
            for (int i = 0; i < 5; i++) { // of each 100 ms MySQL runs for 10
                mysql.pause();
                TimeUnit.MILLISECONDS.sleep(90);
                mysql.resume();
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        system.awaitDone();

        InProcessSystem.await(this::nextBurstPassesWithoutFailure, () -> log.linesWith("WARN"));
        assertThat(system.rows("SELECT COUNT(*) FROM reserve_hotel WHERE id >= 200000"))
                .containsExactly(Integer.toString(nextBurst - 200_000));
        assertThat(system.rows("SELECT COUNT(*) FROM dead_letters")).containsExactly("0");
    }

    private boolean nextBurstPassesWithoutFailure() throws Exception {
        int before = log.lines().size();
        publish(nextBurst, 10_000);
        nextBurst += 10_000;
        system.awaitDone();
        return log.lines().stream().skip(before).noneMatch(line -> line.startsWith("WARN"));
    }

    /** Publishes bookings, one after the other for each hotel. */
    private static void publish(int firstId, int count) {
        List<String> messages = new ArrayList<>();
        for (int id = firstId; id < firstId + count; id++) {
            messages.add(
                    """
                    {"id": %d, "hotel_id": %d, "user_id": 7, "reserved_datetime": 1700000000, "checkin_datetime": 1700604800}"""
                            .formatted(id, id % HOTELS));
            if (messages.size() == 500) {
                system.publish(messages);
                messages.clear();
            }
        }
    }
}
