package com.billshotel.reserve.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.booking.Failure.DependencyDown;
import com.billshotel.runtime.app.testing.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private static final DependencyDown MYSQL = new DependencyDown("MySQL", "refused");
    private static final DependencyDown SERVER = new DependencyDown("hotel-server", "UNAVAILABLE");

    private final CapturedLog log = new CapturedLog(Outages.class.getName());
    private final Outages outages = new Outages();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void outage_lastsUntilTheLastBatchGetsThrough() {
        Outages.Wait first = outages.newWait();
        Outages.Wait second = outages.newWait();
        first.continues(MYSQL);
        second.continues(MYSQL);
        first.continues(MYSQL);
        first.over();
        first.close();
        assertThat(log.lines()).containsExactly("WARN MySQL is down, messages wait for it: refused");

        second.over();
        second.close();

        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(1)).matches("INFO MySQL answers again after \\d+ s");
    }

    @Test
    void batch_thatThenWaitsForAnotherDependency_endsTheFirstOutage() {
        Outages.Wait wait = outages.newWait();
        wait.continues(SERVER);

        wait.continues(MYSQL);

        assertThat(log.lines())
                .hasSize(3)
                .startsWith(
                        "WARN hotel-server is down, messages wait for it: UNAVAILABLE",
                        "WARN MySQL is down, messages wait for it: refused");
        assertThat(log.lines().get(2)).matches("INFO hotel-server answers again after \\d+ s");
    }

    @Test
    void batch_thatIsGivenUp_doesNotEndTheOutageInTheLog() {
        Outages.Wait wait = outages.newWait();
        wait.continues(MYSQL);

        wait.close();

        assertThat(log.lines()).hasSize(1);
        Outages.Wait next = outages.newWait();
        next.continues(MYSQL);
        assertThat(log.linesWith("WARN")).hasSize(2);
    }
}
