package com.billshotel.local.parts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a service's jar is run in a process of its own. */
public final class JavaCommand {
    private JavaCommand() {}

    /**
     * A process yet to be started.
     *
     * @param settings environment variables; nothing else of this process's environment that the service reads is passed on
     */
    public static ProcessBuilder of(Path jar, List<String> jvmOptions, Map<String, String> settings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(key -> key.startsWith("MYSQL_"));
        builder.environment().putAll(settings);
        return builder;
    }
}
