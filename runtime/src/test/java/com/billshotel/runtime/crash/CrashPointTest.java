package com.billshotel.runtime.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CrashPointTest {
    @Test
    void point_notArmed_isPassed() {
        for (CrashPoint point : CrashPoint.values()) {
            point.here();
        }
    }

    @Test
    void point_armed_endsTheProcessAtThePassAskedFor() throws Exception {
        assertThat(exitCodeOf("WORKER_COMMITTED:3", 2)).isZero();
        assertThat(exitCodeOf("WORKER_COMMITTED:3", 3)).isEqualTo(CrashPoint.EXIT_CODE);
        assertThat(exitCodeOf("WORKER_COMMITTED", 1)).isEqualTo(CrashPoint.EXIT_CODE);
        assertThat(exitCodeOf("WORKER_DECIDED", 1)).isZero();
    }

    @Test
    void points_areInOneServiceEach() {
        for (CrashPoint point : CrashPoint.values()) {
            assertThat(point.isInServer()).isEqualTo(!point.name().startsWith("WORKER_"));
        }
    }

    /** Passes the point so often, in a process of its own. */
    private static int exitCodeOf(String armed, int passes) throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Passer.class.getName(),
                Integer.toString(passes));
        java.environment().put(Armed.VARIABLE, armed);
        return java.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    static final class Passer {
        public static void main(String[] arguments) {
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                CrashPoint.WORKER_COMMITTED.here();
            }
        }
    }
}
