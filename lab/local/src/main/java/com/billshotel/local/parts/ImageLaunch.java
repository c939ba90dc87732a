package com.billshotel.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Launches services as in their containers: with the Dockerfile's JVM options and the manifests' memory limits. */
public final class ImageLaunch {
    private static final Pattern OPTIONS = Pattern.compile("printf '%s\\\\n' (.*?) >jvm\\.args", Pattern.DOTALL);
    private static final Pattern LIMIT = Pattern.compile("limits:\\s+memory: (\\d+)Mi");
    private static final Pattern NEEDS_JDK_25 =
            Pattern.compile(".*(CompactObjectHeaders|native-access|unsafe-memory-access).*");
    private static final Map<String, String> MANIFESTS =
            Map.of("hotel-server", "k8s/hotel-server.yml", "reserve-client", "k8s/hotel-reserve-client.yml");

    private ImageLaunch() {}

    /**
     * A launch on any free gRPC port, which {@link ServiceProcess#target} tells.
     *
     * @param service {@code hotel-server} or {@code reserve-client}
     * @param moreOptions further JVM options
     * @param folder where its log goes
     */
    public static ServiceLaunch of(
            String service, Jdk jdk, List<String> moreOptions, Map<String, String> settings, Path folder) {
        List<String> options = new ArrayList<>(options(jdk));
        options.add("-XX:MaxRAM=" + memoryLimitMegabytes(service) + "m");
        options.addAll(moreOptions);
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("GRPC_PORT", "0");
        Path jar = ProjectFiles.built(service + "/target/" + service + ".jar");
        return ServiceLaunch.of(service, jar, environment, folder.resolve(service + ".log"))
                .withJdk(jdk.home())
                .withJvmOptions(options);
    }

    /** The memory limit of the service's container, in MiB. */
    public static int memoryLimitMegabytes(String service) {
        return Integer.parseInt(find(LIMIT, MANIFESTS.get(service)).group(1));
    }

    /** The images' options, without those that the JDK does not know. */
    private static List<String> options(Jdk jdk) {
        String text = find(OPTIONS, "Dockerfile").group(1);
        return List.of(text.replace("\\", " ").trim().split("\\s+")).stream()
                .filter(option ->
                        jdk.isThatOfTheImages() || !NEEDS_JDK_25.matcher(option).matches())
                .toList();
    }

    private static MatchResult find(Pattern pattern, String file) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(ProjectFiles.ROOT.resolve(file)));
            if (!matcher.find()) {
                throw new IllegalStateException(file + " does not contain " + pattern);
            }
            return matcher.toMatchResult();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
