package com.billshotel.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {
    private final BlockingQueue<Boolean> statuses = new LinkedBlockingQueue<>();

    @Test
    void status_followsTheChecks() throws Exception {
        StubCheck check = new StubCheck();
        try (HealthMonitor monitor = HealthMonitor.start(List.of(new StubCheck(), check), statuses::add)) {
            assertThat(monitor).isNotNull();
            assertThat(next()).isTrue();
            check.problem = Optional.of("unavailable");
            assertThat(nextThatIs(false)).isTrue();
            check.problem = Optional.empty();
            assertThat(nextThatIs(true)).isTrue();
        }
    }

    /** Checks must not throw. If one does, the status must not freeze at its last value. */
    @Test
    void checks_afterAnException_continue() throws Exception {
        StubCheck check = new StubCheck();
        check.bug = true;
        try (HealthMonitor monitor = HealthMonitor.start(List.of(check), statuses::add)) {
            assertThat(monitor).isNotNull();
            assertThat(next()).isFalse();
            check.bug = false;
            assertThat(nextThatIs(true)).isTrue();
        }
    }

    /** The rounds also reload certificates, so even an Error must not end them. */
    @Test
    void checks_afterAnError_continue() throws Exception {
        StubCheck check = new StubCheck();
        check.error = true;
        try (HealthMonitor monitor = HealthMonitor.start(List.of(check), statuses::add)) {
            assertThat(monitor).isNotNull();
            assertThat(next()).isFalse();
            check.error = false;
            assertThat(nextThatIs(true)).isTrue();
        }
    }

    @Test
    void checks_afterTheStatusCannotBeReported_continue() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        Consumer<Boolean> failsOnce = status -> {
            if (rounds.incrementAndGet() == 1) {
                throw new StackOverflowError("a bug");
            }
            statuses.add(status);
        };
        try (HealthMonitor monitor = HealthMonitor.start(List.of(new StubCheck()), failsOnce)) {
            assertThat(monitor).isNotNull();
            assertThat(next()).isTrue();
        }
    }

    private boolean next() throws InterruptedException {
        Boolean status = statuses.poll(30, TimeUnit.SECONDS);
        assertThat(status).as("a status within 30 s").isNotNull();
        return status;
    }

    /** Skips rounds that started before the check's result changed. */
    private boolean nextThatIs(boolean expected) throws InterruptedException {
        return next() == expected || next() == expected || next() == expected;
    }

    private static final class StubCheck implements HealthCheck {
        volatile Optional<String> problem = Optional.empty();
        volatile boolean bug;
        volatile boolean error;

        @Override
        public String name() {
            return "stub";
        }

        @Override
        public Optional<String> problem() {
            if (bug) {
                throw new IllegalStateException("a bug");
            }
            if (error) {
                throw new NoClassDefFoundError("a bug");
            }
            return problem;
        }
    }
}
