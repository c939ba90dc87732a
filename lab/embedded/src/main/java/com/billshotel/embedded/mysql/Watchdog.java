package com.billshotel.embedded.mysql;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the server does not outlive a JVM that was itself killed with -9, when no shutdown hook runs: a shell that
 * waits for the end of the pipe from this JVM, kills the server and removes its temporary data.
 *
 * <p>On Windows there is none: end a leftover {@code mysqld.exe} by hand.
 */
final class Watchdog {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** Deaf to Ctrl-C, which a terminal sends to the whole group while this JVM still winds up in order. */
    private static final String SCRIPT =
            "trap '' INT TERM HUP; read -r _; kill -9 \"$1\"; [ -z \"$2\" ] || rm -rf -- \"$2\" || { sleep 1; rm -rf -- \"$2\"; }";

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    /** Watches over this server until it ends; empty where there is no shell to do so. */
    static Optional<Watchdog> over(Process server, DataFolder data) {
        if (File.separatorChar == '\\') {
            return Optional.empty();
        }
        try {
            Watchdog watchdog = new Watchdog(
                    shell(server.pid(), data.isTemporary() ? data.path().toString() : ""));
            // From then on its number may be another process's.
            server.onExit().thenRun(watchdog::dismiss);
            return Optional.of(watchdog);
        } catch (IOException e) {
            log.warn("No watchdog: if this JVM is killed with -9, MariaDB stays behind as process {}", server.pid(), e);
            return Optional.empty();
        }
    }

    /** Before the server is stopped by ourselves. */
    void dismiss() {
        shell.destroyForcibly();
    }

    private static Process shell(long pid, String folder) throws IOException {
        return new ProcessBuilder("sh", "-c", SCRIPT, "mariadb-watchdog", String.valueOf(pid), folder)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
