package com.billshotel.local;

import static com.billshotel.local.Messages.booking;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.testing.InProcessSystem;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** An orderly stop ends within Kubernetes' grace period even while MySQL hangs, and loses nothing. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGSTOP to make a server hang")
class DrainIT {
    /** Leaves a margin to the grace period of 30 s. */
    private static final Duration LIMIT = Duration.ofSeconds(25);

    private static final int BOOKINGS = 2_000;

    private PausableMysql mysql;
    private InProcessSystem system;

    @BeforeEach
    void start() throws Exception {
        mysql = new PausableMysql();
        system = new InProcessSystem(mysql.database(), address -> address);
        system.execute("INSERT INTO hotels VALUES (0, 'a', 1, 9999), (1, 'b', 1, 9999), (2, 'c', 1, 9999)");
        system.startWorker();
    }

    @AfterEach
    void stop() {
        system.close();
        mysql.close();
    }

    @Test
    void worker_stoppedWhileMysqlHangs_endsInTimeAndLosesNothing() throws Exception {
        publish(0, BOOKINGS / 2);
        InProcessSystem.await(() -> booked() > 0, this::booked);
        mysql.pause();
        publish(BOOKINGS / 2, BOOKINGS);

        long start = System.nanoTime();
        system.stopWorker();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);

        mysql.resume();
        system.startWorker();
        system.awaitDone();
        assertThat(booked()).isEqualTo(BOOKINGS);
        assertThat(system.rows("SELECT SUM(rooms_available) FROM hotels"))
                .containsExactly(Integer.toString(3 * 9_999 - BOOKINGS));
        assertThat(system.rows("SELECT * FROM dead_letters")).isEmpty();
        assertThat(system.rows(ProjectFiles.sql("audit.sql"))).isEmpty();
    }

    private void publish(int from, int to) {
        for (int id = from; id < to; id++) {
            system.publish(booking(id, id % 3));
        }
    }

    private int booked() throws Exception {
        return Integer.parseInt(
                system.rows("SELECT COUNT(*) FROM reserve_hotel").get(0));
    }
}
