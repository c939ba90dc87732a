package com.billshotel.runtime.app;

import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * A service's life as a process: it stays up until SIGTERM or Ctrl-C, which stop it in order and exit with 0.
 *
 * <p>A bad setting ends the start with exit code 2, a port that is taken with 1, each in one line.
 *
 * @param name what people call it
 * @param settings those that it reads
 */
public record Service(String name, List<Setting<?>> settings, Start start) {
    private static final Logger log = LoggerFactory.getLogger(Service.class);

    static final int OK = 0;
    static final int FAILED = 1;
    static final int BAD_SETTING = 2;

    /** Starts a service; see {@link RunningService}. */
    @FunctionalInterface
    public interface Start {
        RunningService start(Settings settings) throws BadSettingException, IOException;
    }

    /**
     * Runs the service, or whatever else the arguments ask for; returns the exit code.
     *
     * @param commandLine made only when there are arguments: its classes would cost each start of a pod a tenth of a second
     */
    public int execute(String[] arguments, Supplier<CommandLine> commandLine) {
        return arguments.length == 0
                ? run(System.getenv(), new PrintWriter(System.err, true))
                : commandLine.get().execute(arguments);
    }

    /** Runs it until the process is told to stop; returns only if the start fails, with the exit code. */
    int run(Map<String, String> environment, PrintWriter err) {
        Logging.unify();
        try {
            Settings values = Settings.read(environment, settings);
            log.info("starting with {}", values);
            stayUp(start.start(values));
            return OK;
        } catch (BadSettingException bad) {
            return fail(name, bad.getMessage(), BAD_SETTING, err);
        } catch (IOException failure) {
            return fail(name, failure.getMessage(), FAILED, err);
        }
    }

    /** Says why, in lines that name the command; returns the exit code. */
    static int fail(String command, String message, int exitCode, PrintWriter err) {
        message.lines().forEach(line -> err.println(command + ": " + line));
        return exitCode;
    }

    private void stayUp(RunningService service) {
        log.info("{} is up on port {}", name, service.port());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "stop"));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(RunningService service) {
        log.info("stopping");
        service.close();
        log.info("stopped");
        // The JVM would report death by signal (143); an orderly stop is a success.
        Runtime.getRuntime().halt(OK);
    }
}
