package com.billshotel.runtime.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private static final Duration FAST = Duration.ofMillis(50);
    private static final Duration SLOW = Duration.ofMillis(51);

    private final BatchSize size = new BatchSize();

    @Test
    void fastTransactions_growSlowly_upToALimit() {
        size.took(FAST);
        assertThat(size.rows()).isEqualTo(55);

        for (int i = 0; i < 100; i++) {
            size.took(FAST);
        }
        assertThat(size.rows()).isEqualTo(500);
    }

    @Test
    void slowTransactions_halve_downToOneRow() {
        size.took(SLOW);
        assertThat(size.rows()).isEqualTo(25);

        for (int i = 0; i < 10; i++) {
            size.took(SLOW);
        }
        assertThat(size.rows()).isEqualTo(1);

        size.took(FAST);
        assertThat(size.rows()).isEqualTo(2);
    }
}
