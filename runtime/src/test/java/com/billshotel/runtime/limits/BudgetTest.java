package com.billshotel.runtime.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BudgetTest {
    @Test
    void call_cancelled_exhaustsItsBudget() throws Exception {
        try (Context.CancellableContext call = Context.current().withCancellation()) {
            Budget budget = call.call(Budget::ofCall);
            assertThat(budget.isExhausted()).isFalse();

            call.cancel(null);

            assertThat(budget.isExhausted()).isTrue();
        }
    }

    @Test
    void call_pastItsDeadline_hasNoBudget() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        Deadline past = Deadline.after(-1, TimeUnit.SECONDS);
        try (Context.CancellableContext call = Context.current().withDeadline(past, timer)) {
            assertThat(call.call(Budget::ofCall).isExhausted()).isTrue();
        } finally {
            timer.shutdownNow();
        }
    }

    @Test
    void work_outsideACall_isNotLimited() {
        assertThat(Budget.unlimited().isExhausted()).isFalse();
    }
}
