package com.billshotel.runtime.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter out = new StringWriter();

    @Test
    void step_isPrintedAtItsBeginAndItsEnd() {
        try (Progress progress = new Progress(new PrintWriter(out), Duration.ofHours(1))) {
            progress.begin("first", () -> ": never printed");
            progress.end("done");
        }

        assertThat(out.toString().lines()).hasSize(2).first().isEqualTo("first");
        assertThat(out.toString().lines()).last().asString().matches("first: done after \\d+\\.\\d s");
    }

    @Test
    void step_thatTakesLong_isPrintedWithItsState() throws Exception {
        CountDownLatch twoLines = new CountDownLatch(3);
        try (Progress progress = new Progress(new PrintWriter(out), Duration.ofMillis(1))) {
            progress.begin("first", () -> {
                twoLines.countDown();
                return ": " + twoLines.getCount() + " left";
            });
            assertThat(twoLines.await(30, TimeUnit.SECONDS)).isTrue();
            progress.end("done");
        }

        assertThat(out.toString().lines().skip(1)).first().asString().matches("first: 2 left, since \\d+\\.\\d s");
    }
}
