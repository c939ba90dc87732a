package com.billshotel.drill.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.FailureClassifier;
import com.billshotel.reserve.booking.BookingLanes;
import com.billshotel.reserve.booking.WorkerMetrics;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent in a separate process, applied to a class of the worker. */
class CrashAgentIT {
    private static final int NOTHING_HAPPENED = 7;

    @TempDir
    private Path folder;

    private Path agent;

    /** The agent's classes are on the class path already, so its jar needs only a manifest. */
    @BeforeEach
    void makeAgent() throws IOException {
        agent = folder.resolve("agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Name("Premain-Class"), CrashAgent.class.getName());
        try (OutputStream file = Files.newOutputStream(agent)) {
            new JarOutputStream(file, manifest).close();
        }
    }

    @Test
    void armedProcess_haltsOnTheNthPass() throws Exception {
        assertThat(exitCode("WORKER_DRAIN_LANES_DONE:2", 2)).isEqualTo(CrashPoint.EXIT_CODE);
    }

    @Test
    void armedProcess_thatPassesLessOften_keepsRunning() throws Exception {
        assertThat(exitCode("WORKER_DRAIN_LANES_DONE:2", 1)).isEqualTo(NOTHING_HAPPENED);
    }

    @Test
    void process_armedWithAnUnknownPoint_doesNotStart() throws Exception {
        assertThat(exitCode("NO_SUCH_POINT:1", 1)).isNotIn(CrashPoint.EXIT_CODE, NOTHING_HAPPENED);
    }

    private int exitCode(String armed, int passes) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-javaagent:" + agent + "=" + armed,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Drains.class.getName(),
                        Integer.toString(passes))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Opens and drains lanes a number of times. */
    static final class Drains {
        public static void main(String[] arguments) {
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                BookingLanes.start(messages -> List.of(), List.of(), FailureClassifier::classify, WorkerMetrics.NOOP)
                        .close();
            }
            System.exit(NOTHING_HAPPENED);
        }
    }
}
