package com.billshotel.embedded.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a child process if this JVM is killed with -9 and no shutdown hook runs: a shell process waits for end of file on its pipe
 * from this JVM, then kills the child and deletes its temporary data.
 *
 * <p>Not available on Windows, where a leftover process must be ended by hand.
 */
public final class Watchdog {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** Ignores Ctrl-C, which a terminal sends to the whole process group while this JVM is still shutting down. */
    private static final String SCRIPT =
            "trap '' INT TERM HUP; read -r _; kill -9 \"$1\"; [ -z \"$2\" ] || rm -rf -- \"$2\" || { sleep 1; rm -rf -- \"$2\"; }";

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    /**
     * Watches a child process until it ends.
     *
     * @param temporary a folder to delete after killing the child
     * @return empty if there is no shell
     */
    public static Optional<Watchdog> watch(Process child, Optional<Path> temporary) {
        if (File.separatorChar == '\\') {
            return Optional.empty();
        }
        try {
            Watchdog watchdog = new Watchdog(
                    shell(child.pid(), temporary.map(Path::toString).orElse("")));
            // After that the process id may be reused.
            child.onExit().thenRun(watchdog::dismiss);
            return Optional.of(watchdog);
        } catch (IOException e) {
            log.warn("No watchdog: if this JVM is killed with -9, process {} keeps running", child.pid(), e);
            return Optional.empty();
        }
    }

    /** Ends the watchdog; the child keeps running. */
    public void dismiss() {
        shell.destroyForcibly();
    }

    private static Process shell(long pid, String folder) throws IOException {
        return new ProcessBuilder("sh", "-c", SCRIPT, "bills-hotel-watchdog", String.valueOf(pid), folder)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
