package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecurringLogTest {
    @Test
    void event_recurringWithinTheInterval_isDueOnce() {
        RecurringLog log = new RecurringLog(Duration.ofHours(1));

        assertThat(log.isDue("hotel 1")).isTrue();
        assertThat(log.isDue("hotel 1")).isFalse();
        assertThat(log.isDue("hotel 2")).isTrue();
    }

    @Test
    void event_afterTheInterval_isDueAgain() throws Exception {
        RecurringLog log = new RecurringLog(Duration.ofMillis(1));
        log.isDue("hotel 1");

        Eventually.until("due again", () -> log.isDue("hotel 1"));
    }

    /** As many bad rows as there are hotels must not fill the log. */
    @Test
    void events_ofTooManyKinds_areNotAllDue() {
        RecurringLog log = new RecurringLog(Duration.ofHours(1));

        assertThat(IntStream.range(0, 10_000)
                        .filter(i -> log.isDue("hotel " + i))
                        .count())
                .isEqualTo(1_000);
    }
}
