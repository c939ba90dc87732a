package com.billshotel.embedded.mysql;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the server if this JVM is killed with -9 and no shutdown hook runs: a shell process waits for end of file on its pipe
 * from this JVM, then kills the server and deletes its temporary data.
 *
 * <p>Not available on Windows, where a leftover {@code mysqld.exe} must be ended by hand.
 */
final class Watchdog {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** Ignores Ctrl-C, which a terminal sends to the whole process group while this JVM is still shutting down. */
    private static final String SCRIPT =
            "trap '' INT TERM HUP; read -r _; kill -9 \"$1\"; [ -z \"$2\" ] || rm -rf -- \"$2\" || { sleep 1; rm -rf -- \"$2\"; }";

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    /** Watches this server until it ends; empty if there is no shell. */
    static Optional<Watchdog> watch(Process server, DataFolder data) {
        if (File.separatorChar == '\\') {
            return Optional.empty();
        }
        try {
            Watchdog watchdog = new Watchdog(
                    shell(server.pid(), data.isTemporary() ? data.path().toString() : ""));
            // After that the process id may be reused.
            server.onExit().thenRun(watchdog::dismiss);
            return Optional.of(watchdog);
        } catch (IOException e) {
            log.warn(
                    "No watchdog: if this JVM is killed with -9, MariaDB keeps running as process {}", server.pid(), e);
            return Optional.empty();
        }
    }

    /** Ends the watchdog; called before a regular stop of the server. */
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
