package com.billshotel.local.parts;

import com.billshotel.reserve.ReserveClient;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.server.HotelServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How to start a service from its jar.
 *
 * @param name used in messages
 * @param jar the service's executable jar
 * @param javaHome the JDK that runs it
 * @param jvmOptions options for the JVM
 * @param settings the service's settings, {@code GRPC_PORT} among them; it reads none from this process's environment
 * @param log the file that its output goes to
 * @param appends whether to append to the log instead of replacing it
 */
public record ServiceLaunch(
        String name,
        Path jar,
        Path javaHome,
        List<String> jvmOptions,
        Map<String, String> settings,
        Path log,
        boolean appends) {
    private static final Set<String> SETTINGS = Stream.concat(
                    HotelServer.SETTINGS.stream(), ReserveClient.SETTINGS.stream())
            .map(Setting::name)
            .collect(Collectors.toUnmodifiableSet());

    /** Read by libraries: Google's credentials and project, and OpenTelemetry's configuration. */
    private static final List<String> LIBRARY_PREFIXES = List.of("GOOGLE_", "OTEL_");

    /** A launch on this process's JDK without JVM options, which replaces the log. */
    public static ServiceLaunch of(String name, Path jar, Map<String, String> settings, Path log) {
        return new ServiceLaunch(name, jar, Path.of(System.getProperty("java.home")), List.of(), settings, log, false);
    }

    public ServiceLaunch withJdk(Path home) {
        return new ServiceLaunch(name, jar, home, jvmOptions, settings, log, appends);
    }

    public ServiceLaunch withJvmOptions(List<String> options) {
        return new ServiceLaunch(name, jar, javaHome, options, settings, log, appends);
    }

    public ServiceLaunch appendingToLog() {
        return new ServiceLaunch(name, jar, javaHome, jvmOptions, settings, log, true);
    }

    /** The service's gRPC port; 0: any free port. */
    public int port() {
        return Integer.parseInt(settings.get("GRPC_PORT"));
    }

    /** The process; with arguments, that of a command of the jar, such as {@code migrate}. Its error output goes to its output. */
    public ProcessBuilder process(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.add("@" + ProjectFiles.jvmOptions());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        removeSettings(builder.environment());
        builder.environment().putAll(settings);
        return builder;
    }

    /** Keeps the settings of the user's shell from the service. */
    static void removeSettings(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(name ->
                        SETTINGS.contains(name) || LIBRARY_PREFIXES.stream().anyMatch(name::startsWith));
    }
}
