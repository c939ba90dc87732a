package com.billshotel.embedded.mysql;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Sees to it that the server does not outlive a JVM that was itself killed with -9, when no shutdown hook runs: a shell that
 * waits for the end of the pipe from this JVM, kills the server and removes its temporary data.
 *
 * <p>On Windows there is none: end a leftover {@code mysqld.exe} by hand.
 */
final class Watchdog {
    /** Deaf to Ctrl-C, which a terminal sends to the whole group while this JVM still winds up in order. */
    private static final String SCRIPT =
            "trap '' INT TERM HUP; read -r _; kill -9 \"$1\"; [ -z \"$2\" ] || rm -rf -- \"$2\" || { sleep 1; rm -rf -- \"$2\"; }";

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    /** Watches over this server until it ends. */
    static Optional<Watchdog> over(Process server, DataFolder data) {
        if (File.separatorChar == '\\') {
            return Optional.empty();
        }
        Watchdog watchdog = new Watchdog(
                shell(server.pid(), data.isTemporary() ? data.path().toString() : ""));
        // Its number may then be another process's.
        server.onExit().thenRun(watchdog::dismiss);
        return Optional.of(watchdog);
    }

    /** Before the server is stopped by ourselves. */
    void dismiss() {
        shell.destroyForcibly();
    }

    private static Process shell(long pid, String folder) {
        try {
            return new ProcessBuilder("sh", "-c", SCRIPT, "mariadb-watchdog", String.valueOf(pid), folder)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
