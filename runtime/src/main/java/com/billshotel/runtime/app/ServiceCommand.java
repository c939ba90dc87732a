package com.billshotel.runtime.app;

import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A service's command line: {@code --help} lists the settings, {@code --version} the version; without either it starts
 * the service and stays until SIGTERM or Ctrl-C, which stop it in order and exit with 0.
 *
 * <p>A bad setting ends the start with exit code 2, a port that is taken with 1, each in one line.
 */
public final class ServiceCommand {
    private static final Logger log = LoggerFactory.getLogger(ServiceCommand.class);

    /** Starts a service; see {@link RunningService}. */
    @FunctionalInterface
    public interface Start {
        RunningService start(Settings settings) throws BadSettingException, IOException;
    }

    private static final int HELP_WIDTH = 120;

    private final CommandSpec spec;
    private final List<Setting<?>> settings;
    private final Start start;

    private ServiceCommand(CommandSpec spec, List<Setting<?>> settings, Start start) {
        this.spec = spec;
        this.settings = settings;
        this.start = start;
    }

    /**
     * A command line to be executed by {@link CommandLine#execute}.
     *
     * @param service where the name and the version in its jar's manifest come from
     * @param subcommands what else the jar can do: picocli's command lines, of {@link ServiceSubcommand}s
     */
    public static CommandLine of(
            Class<?> service,
            String name,
            String description,
            List<Setting<?>> settings,
            Start start,
            CommandLine... subcommands) {
        CommandSpec spec =
                CommandSpec.create().name(name).mixinStandardHelpOptions(true).versionProvider(version(service, name));
        spec.usageMessage().width(HELP_WIDTH).description(description).footer(footer(settings));
        ServiceCommand command = new ServiceCommand(spec, settings, start);
        CommandLine line = new CommandLine(spec);
        for (CommandLine subcommand : subcommands) {
            line.addSubcommand(subcommand);
        }
        return line.setUsageHelpWidth(HELP_WIDTH)
                .setExecutionStrategy(parsed -> parsed.hasSubcommand() ? runSubcommand(parsed) : command.run(parsed))
                .setExecutionExceptionHandler((failure, failed, parsed) -> explain(failure, failed));
    }

    private static int runSubcommand(CommandLine.ParseResult parsed) {
        return Logging.silently(() -> new CommandLine.RunLast().execute(parsed));
    }

    private static int explain(Exception failure, CommandLine failed) {
        boolean expected = failure instanceof BadSettingException || failure instanceof CommandFailedException;
        String message = expected ? failure.getMessage() : "failed unexpectedly: " + failure;
        int exitCode =
                failure instanceof BadSettingException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        return fail(message, exitCode, failed.getCommandSpec());
    }

    private int run(CommandLine.ParseResult parsed) {
        Integer helpShown = CommandLine.executeHelpRequest(parsed);
        return helpShown != null ? helpShown : runWith(System.getenv());
    }

    private int runWith(Map<String, String> environment) {
        Logging.unify();
        try {
            Settings values = Settings.read(environment, settings);
            log.info("starting with {}", values);
            stayUp(start.start(values));
            return CommandLine.ExitCode.OK;
        } catch (BadSettingException bad) {
            return fail(bad.getMessage(), CommandLine.ExitCode.USAGE, spec);
        } catch (IOException failure) {
            return fail(failure.getMessage(), CommandLine.ExitCode.SOFTWARE, spec);
        }
    }

    private static int fail(String message, int exitCode, CommandSpec command) {
        message.lines().forEach(line -> command.commandLine().getErr().println(command.qualifiedName() + ": " + line));
        return exitCode;
    }

    private void stayUp(RunningService service) {
        log.info("{} is up on port {}", spec.name(), service.port());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "stop"));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(RunningService service) {
        log.info("stopping");
        service.close();
        log.info("stopped");
        // The JVM would report death by signal (143); an orderly stop is a success.
        Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
    }

    private static IVersionProvider version(Class<?> service, String name) {
        String version = service.getPackage().getImplementationVersion();
        return () -> new String[] {name + " " + (version == null ? "unpackaged" : version)};
    }

    private static String[] footer(List<Setting<?>> settings) {
        int nameWidth = settings.stream().mapToInt(s -> s.name().length()).max().orElse(0);
        int defaultWidth =
                settings.stream().mapToInt(s -> s.shownDefault().length()).max().orElse(0);
        String line = "  %-" + nameWidth + "s  %-" + Math.max(1, defaultWidth) + "s  %s";
        return Stream.concat(
                        Stream.of("", "Settings, from the environment (name, default, meaning):"),
                        settings.stream()
                                .map(s -> String.format(Locale.ROOT, line, s.name(), s.shownDefault(), s.meaning())))
                .map(text -> text.replace("%", "%%"))
                .toArray(String[]::new);
    }
}
