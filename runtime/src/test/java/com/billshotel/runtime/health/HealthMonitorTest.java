package com.billshotel.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {
    private final BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();

    @Test
    void rounds_followWhatTheChecksSay() throws Exception {
        Scripted check = new Scripted();
        try (HealthMonitor monitor = HealthMonitor.start(List.of(new Scripted(), check), answers::add)) {
            assertThat(monitor).isNotNull();
            assertThat(next()).isTrue();
            check.problem = Optional.of("away");
            assertThat(nextThatIs(false)).isTrue();
            check.problem = Optional.empty();
            assertThat(nextThatIs(true)).isTrue();
        }
    }

    /** It should not happen; if it does, health must not stay at whatever it was. */
    @Test
    void rounds_afterACheckThrew_goOn() throws Exception {
        Scripted check = new Scripted();
        check.bug = true;
        try (HealthMonitor monitor = HealthMonitor.start(List.of(check), answers::add)) {
            assertThat(monitor).isNotNull();
            assertThat(next()).isFalse();
            check.bug = false;
            assertThat(nextThatIs(true)).isTrue();
        }
    }

    private boolean next() throws InterruptedException {
        Boolean answer = answers.poll(30, TimeUnit.SECONDS);
        assertThat(answer).as("an answer within half a minute").isNotNull();
        return answer;
    }

    /** A round may have been under way while the script changed. */
    private boolean nextThatIs(boolean wanted) throws InterruptedException {
        return next() == wanted || next() == wanted || next() == wanted;
    }

    private static final class Scripted implements HealthCheck {
        volatile Optional<String> problem = Optional.empty();
        volatile boolean bug;

        @Override
        public String name() {
            return "script";
        }

        @Override
        public Optional<String> problem() {
            if (bug) {
                throw new IllegalStateException("a bug");
            }
            return problem;
        }
    }
}
