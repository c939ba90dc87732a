package com.billshotel.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.local.parts.LabException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Steps steps = new Steps(new PrintStream(printed, true, UTF_8));

    @Test
    void step_isPrintedWithItsDuration_inAColumn() throws Exception {
        steps.run("short", () -> 1);
        steps.run("a little longer", () -> 2);

        assertThat(printed.toString(UTF_8).lines())
                .hasSize(2)
                .allMatch(line -> line.matches("  (short|a little longer) +0\\.\\d s") && line.length() == 71);
    }

    @Test
    void step_thatTakesLong_showsThatItGoesOn() throws Exception {
        steps.run("slow", () -> {
            while (!printed.toString(UTF_8).contains("slow.")) {
                Thread.onSpinWait();
            }
            return null;
        });

        assertThat(printed.toString(UTF_8)).matches("  slow\\.+ +\\d\\.\\d s\n");
    }

    @Test
    void failure_endsTheLine() {
        assertThatThrownBy(() -> steps.run("failing", () -> {
                    throw new LabException("no");
                }))
                .hasMessage("no");

        assertThat(printed).hasToString("  failing\n");
    }

    /** Ctrl-C during a start, which then fails because it is interrupted. */
    @Test
    void step_thatAnotherOneReplaces_printsNothingMore() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        Thread start = new Thread(() -> assertThatThrownBy(() -> steps.run("starting", () -> {
            begun.countDown();
            stopping.await();
            throw new LabException("interrupted");
        })));
        start.start();
        begun.await();

        steps.run("stopping", () -> {
            stopping.countDown();
            start.join();
            return null;
        });

        assertThat(printed.toString(UTF_8)).matches("  starting\n  stopping\\.* +\\d\\.\\d s\n");
    }
}
