package com.billshotel.embedded.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.network.Ports;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the watchdog needs a POSIX shell")
class WatchdogIT {
    /** Otherwise servers pile up on machines where builds are aborted and drills kill processes. */
    @Test
    @Timeout(60)
    void jvm_killed_leavesNoServerAndNoTemporaryData() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerStarter.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = jvm.inputReader()) {
            String[] started = readStarted(output);
            int port = Integer.parseInt(started[1]);
            Path data = Path.of(started[2]);
            assertThat(data).isDirectory();
            assertThat(Ports.isFree(port)).isFalse();

            jvm.destroyForcibly();

            // Cleaning up is asynchronous.
            while (Files.exists(data) || !Ports.isFree(port)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** Skips log lines. */
    private static String[] readStarted(BufferedReader output) throws Exception {
        String line = output.readLine();
        while (!line.startsWith("started ")) {
            line = output.readLine();
        }
        return line.split(" ", 3);
    }

    /** Main class of the JVM that is killed. */
    static final class ServerStarter {
        public static void main(String[] args) throws InterruptedException {
            EmbeddedMysql mysql = EmbeddedMysql.start();
            System.out.println("started " + mysql.port() + " " + mysql.dataFolder());
            Thread.sleep(TimeUnit.MINUTES.toMillis(5));
        }
    }
}
