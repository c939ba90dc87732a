package com.billshotel.cluster.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.local.parts.LabException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(out));

    @Test
    void step_isPrintedWithItsDuration() throws Exception {
        String result = console.step("kubectl apply", () -> "done");

        assertThat(result).isEqualTo("done");
        assertThat(out.toString()).matches("\\s+\\d+\\.\\d s  kubectl apply: \\d+\\.\\d s\\R");
    }

    @Test
    void await_endsWhenNothingIsMissing() throws Exception {
        AtomicInteger missing = new AtomicInteger(2);

        console.await(
                "pods", Duration.ofSeconds(30), () -> Optional.of("one").filter(pod -> missing.getAndDecrement() > 0));

        assertThat(missing).hasNegativeValue();
    }

    @Test
    void await_afterTheLimit_saysWhatIsMissing() {
        assertThatThrownBy(() -> console.await("pods", Duration.ZERO, () -> Optional.of("hotel-db-0")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("pods: after 0 s still hotel-db-0");
    }
}
