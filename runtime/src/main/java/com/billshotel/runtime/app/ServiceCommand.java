package com.billshotel.runtime.app;

import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Setting;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A service's command line: {@code --help} lists the settings, {@code --version} prints the version, and without
 * arguments it runs the {@link Service}.
 */
public final class ServiceCommand {
    private static final int HELP_WIDTH = 120;

    private ServiceCommand() {}

    /**
     * A command line for {@link CommandLine#execute}.
     *
     * @param jar a class in the jar whose manifest has the version
     * @param subcommands built from {@link ServiceSubcommand}s
     */
    public static CommandLine of(Service service, Class<?> jar, String description, CommandLine... subcommands) {
        CommandSpec spec = CommandSpec.create()
                .name(service.name())
                .mixinStandardHelpOptions(true)
                .versionProvider(version(jar, service.name()));
        spec.usageMessage().width(HELP_WIDTH).description(description).footer(footer(service.settings()));
        CommandLine line = new CommandLine(spec);
        for (CommandLine subcommand : subcommands) {
            line.addSubcommand(subcommand);
        }
        return line.setUsageHelpWidth(HELP_WIDTH)
                .setExecutionStrategy(parsed -> parsed.hasSubcommand() ? runSubcommand(parsed) : run(service, parsed))
                .setExecutionExceptionHandler((failure, failed, parsed) -> explain(failure, failed));
    }

    private static int runSubcommand(CommandLine.ParseResult parsed) {
        return Logging.silently(() -> new CommandLine.RunLast().execute(parsed));
    }

    private static int run(Service service, CommandLine.ParseResult parsed) {
        Integer helpShown = CommandLine.executeHelpRequest(parsed);
        return helpShown != null
                ? helpShown
                : service.run(
                        System.getenv(), parsed.commandSpec().commandLine().getErr());
    }

    private static int explain(Exception failure, CommandLine failed) {
        boolean expected = failure instanceof BadSettingException || failure instanceof CommandFailedException;
        String message = expected ? failure.getMessage() : "failed unexpectedly: " + failure;
        int exitCode = failure instanceof BadSettingException ? Service.BAD_SETTING : Service.FAILED;
        return Service.fail(failed.getCommandSpec().qualifiedName(), message, exitCode, failed.getErr());
    }

    private static IVersionProvider version(Class<?> jar, String name) {
        String version = jar.getPackage().getImplementationVersion();
        return () -> new String[] {name + " " + (version == null ? "unpackaged" : version)};
    }

    private static String[] footer(List<Setting<?>> settings) {
        int nameWidth = settings.stream().mapToInt(s -> s.name().length()).max().orElse(0);
        int defaultWidth =
                settings.stream().mapToInt(s -> s.shownDefault().length()).max().orElse(0);
        String line = "  %-" + nameWidth + "s  %-" + Math.max(1, defaultWidth) + "s  %s";
        return Stream.concat(
                        Stream.of("", "Settings, from environment variables (name, default, meaning):"),
                        settings.stream()
                                .map(s -> String.format(Locale.ROOT, line, s.name(), s.shownDefault(), s.meaning())))
                .map(text -> text.replace("%", "%%"))
                .toArray(String[]::new);
    }
}
