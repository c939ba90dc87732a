package com.billshotel.runtime.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private static final Duration FAST = Duration.ofMillis(25);
    private static final Duration SLOW = Duration.ofMillis(26);

    private final BatchSize size = new BatchSize();

    @Test
    void fastTransactions_growSlowly_upToALimit() {
        assertThat(size.rows()).isEqualTo(1);

        for (int i = 0; i < 19; i++) {
            size.took(FAST);
        }
        assertThat(size.rows()).isEqualTo(20);

        size.took(FAST);
        assertThat(size.rows()).isEqualTo(22);

        for (int i = 0; i < 100; i++) {
            size.took(FAST);
        }
        assertThat(size.rows()).isEqualTo(100);
    }

    @Test
    void slowTransactions_halve_downToOneRow() {
        for (int i = 0; i < 100; i++) {
            size.took(FAST);
        }
        size.took(SLOW);
        assertThat(size.rows()).isEqualTo(50);

        for (int i = 0; i < 10; i++) {
            size.took(SLOW);
        }
        assertThat(size.rows()).isEqualTo(1);

        size.took(FAST);
        assertThat(size.rows()).isEqualTo(2);
    }
}
