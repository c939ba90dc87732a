package com.billshotel.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final boolean WAITING = true;
    private static final boolean IDLE = false;

    private final Phase first = new Phase("first", () -> {});
    private final Phase second = new Phase("second", () -> {});
    private final Pauses pauses = new Pauses();

    @BeforeEach
    void beginFirst() {
        pauses.begin(first);
    }

    @Test
    void pause_isTheLongestTimeBetweenCompletions() {
        observe(0, 1, WAITING);
        observe(1, 1, WAITING);
        observe(3, 1, WAITING);
        observe(4, 2, WAITING);
        observe(6, 2, WAITING);

        assertThat(pauses.longest(first)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void pause_thatLasts_counts() {
        observe(0, 1, WAITING);
        observe(5, 1, WAITING);

        assertThat(pauses.longest()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void time_withNothingToDo_doesNotCount() {
        observe(0, 1, IDLE);
        observe(9, 1, IDLE);
        observe(10, 1, WAITING);
        observe(11, 1, WAITING);

        assertThat(pauses.longest(first)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void time_beforeTheFirstCompletion_doesNotCount() {
        observe(0, 0, WAITING);
        observe(9, 0, WAITING);
        observe(10, 1, WAITING);

        assertThat(pauses.longest(first)).isZero();
    }

    /** While messages are being published, fewer may seem completed than before. */
    @Test
    void completions_thatSeemToDecrease_areNoProgress() {
        observe(0, 5, WAITING);
        observe(1, 3, WAITING);
        observe(2, 5, WAITING);

        assertThat(pauses.longest(first)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void pause_thatLastsWhenAPhaseBegins_countsInBoth() {
        observe(0, 1, WAITING);
        observe(2, 1, WAITING);
        pauses.begin(second);
        observe(3, 1, WAITING);
        observe(4, 2, WAITING);
        observe(5, 2, WAITING);

        assertThat(pauses.longest(first)).isEqualTo(Duration.ofSeconds(2));
        assertThat(pauses.longest(second)).isEqualTo(Duration.ofSeconds(3));
        assertThat(pauses.longest()).isEqualTo(Duration.ofSeconds(3));
    }

    private void observe(int second, long done, boolean canProgress) {
        pauses.observe(TimeUnit.SECONDS.toNanos(second), done, canProgress);
    }
}
