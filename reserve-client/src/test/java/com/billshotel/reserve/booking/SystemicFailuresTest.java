package com.billshotel.reserve.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.booking.Failure.Suspect;
import com.billshotel.reserve.booking.WorkerMetrics.Step;
import com.billshotel.runtime.app.testing.CapturedLog;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemicFailuresTest {
    private static final int LIMIT = 100;

    private final CapturedLog log = new CapturedLog(SystemicFailures.class.getName());
    private final SystemicFailures systemic = new SystemicFailures();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void step_thatFailsAHundredTimesInARow_isIncluded() {
        fail(LIMIT - 1);
        assertThat(systemic.include(Step.STORE)).isFalse();
        assertThat(log.lines()).isEmpty();

        fail(LIMIT);

        assertThat(systemic.include(Step.STORE)).isTrue();
        assertThat(systemic.include(Step.DECIDE)).isFalse();
        assertThat(log.lines())
                .containsExactly("ERROR 100 attempts at single messages failed in a row, so no message is the cause:"
                        + " STORE failed: too long");
    }

    @Test
    void step_thatPasses_isNoLongerIncluded() {
        fail(LIMIT);

        systemic.passed(Step.STORE);
        systemic.passed(Step.STORE);

        assertThat(systemic.include(Step.STORE)).isFalse();
        assertThat(log.linesWith("INFO")).containsExactly("INFO STORE succeeds again");
    }

    @Test
    void step_thatPassesBeforeTheLimit_countsAnew() {
        fail(LIMIT - 1);
        systemic.passed(Step.STORE);
        fail(LIMIT - 1);

        assertThat(systemic.include(Step.STORE)).isFalse();
        assertThat(log.lines()).isEmpty();
    }

    private void fail(int times) {
        IntStream.range(0, times)
                .forEach(n -> systemic.failedAlone(new StepFailedException(Step.STORE, new Suspect("too long"), null)));
    }
}
