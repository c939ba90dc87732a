package com.billshotel.reserve.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 200", "3, 400", "7, 6400", "8, 10000", "31, 10000", "1000000, 10000"})
    void after_isRandomUpToABoundThatDoubles(int failures, long boundMillis) {
        Duration bound = Duration.ofMillis(boundMillis);

        assertThat(IntStream.range(0, 1_000).mapToObj(n -> BACKOFF.after(failures)))
                .allMatch(delay -> !delay.isNegative() && delay.compareTo(bound) <= 0)
                .anyMatch(delay -> delay.compareTo(bound.dividedBy(2)) > 0)
                .anyMatch(delay -> delay.compareTo(bound.dividedBy(2)) < 0);
    }

    @Test
    void sleep_canBeInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Backoff(Duration.ofDays(1), Duration.ofDays(1)).sleep(1))
                .isInstanceOf(InterruptedException.class);
    }
}
