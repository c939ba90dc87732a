package com.billshotel.runtime.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeLimitsTest {
    /** Far longer than an error takes from one layer to the next. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    @Test
    void eachLimit_isLongerThanTheOneBelowIt() {
        List<Duration> ladder = TimeLimits.LADDER;
        for (int i = 1; i < ladder.size(); i++) {
            assertThat(ladder.get(i)).isGreaterThan(ladder.get(i - 1).plus(MARGIN));
        }
    }

    /** A call that waits for a connection and then gets a broken one is still answered. */
    @Test
    void poolWaitAndSocketTimeout_fitIntoTheRpcDeadline() {
        assertThat(TimeLimits.POOL_WAIT.plus(TimeLimits.SOCKET)).isLessThan(TimeLimits.RPC_DEADLINE.minus(MARGIN));
    }
}
