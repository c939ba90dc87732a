package com.billshotel.runtime.app;

import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Runs a service as a process until SIGTERM or Ctrl-C, then stops it in order and exits with 0.
 *
 * <p>An invalid setting aborts the start with exit code 2, a port in use with exit code 1. Each problem is printed on
 * one line.
 *
 * @param name as in log lines, messages and {@code --help}
 * @param settings the settings that it reads
 * @param caution what to warn the operator of in the first log line, if anything
 */
public record Service(
        String name, List<Setting<?>> settings, Function<Settings, Optional<String>> caution, Start start) {
    private static final Logger log = LoggerFactory.getLogger(Service.class);

    static final int OK = 0;
    static final int FAILED = 1;
    static final int BAD_SETTING = 2;

    /** A service that has nothing to warn of. */
    public Service(String name, List<Setting<?>> settings, Start start) {
        this(name, settings, values -> Optional.empty(), start);
    }

    /** Starts the parts of a service; see {@link RunningService}. */
    @FunctionalInterface
    public interface Start {
        RunningService start(Settings settings) throws BadSettingException, IOException;
    }

    /**
     * Runs the service or, given arguments, the command line. Returns the exit code.
     *
     * @param commandLine created only if there are arguments: loading picocli would delay each pod's start by 0.1 s
     */
    public int execute(String[] arguments, Supplier<CommandLine> commandLine) {
        return arguments.length == 0
                ? run(System.getenv(), new PrintWriter(System.err, true))
                : commandLine.get().execute(arguments);
    }

    /** Runs the service until the process is stopped. Returns, with the exit code, only if the start fails. */
    int run(Map<String, String> environment, PrintWriter err) {
        Logging.unify();
        NettyMemory.failFast();
        DnsCache.expireQuickly();
        Exhaustion.watchThreads();
        try {
            Settings values = Settings.read(environment, settings);
            caution.apply(values).ifPresent(log::warn);
            log.info("starting with {}", values);
            AtomicReference<RunningService> running = new AtomicReference<>();
            // Before the start, because a hook cannot be added once a signal has come.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running.get()), "stop"));
            running.set(start.start(values));
            runUntilStopped(running.get());
            return OK;
        } catch (BadSettingException invalid) {
            return fail(name, invalid.getMessage(), BAD_SETTING, err);
        } catch (IOException failure) {
            return fail(name, failure.getMessage(), FAILED, err);
        }
    }

    /** Prints the message, each line prefixed with the command. Returns the exit code. */
    static int fail(String command, String message, int exitCode, PrintWriter err) {
        message.lines().forEach(line -> err.println(command + ": " + line));
        return exitCode;
    }

    private void runUntilStopped(RunningService service) {
        log.info("{} is up on port {}", name, service.port());
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(RunningService service) {
        if (service == null) {
            return; // it has not come up
        }
        log.info("stopping");
        service.close();
        log.info("stopped");
        // After a signal the JVM would exit with 143, but an orderly stop is a success.
        Runtime.getRuntime().halt(OK);
    }
}
