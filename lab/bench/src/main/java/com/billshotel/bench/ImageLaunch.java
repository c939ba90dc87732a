package com.billshotel.bench;

import com.billshotel.embedded.network.Ports;
import com.billshotel.local.parts.ProjectFiles;
import com.billshotel.local.parts.ServiceLaunch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Launches services as in their containers: with the images' JVM options and the manifests' memory limits. */
final class ImageLaunch {
    /** The Dockerfile's options, without those that need JDK 25. */
    private static final List<String> OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:MaxRAMPercentage=40", "-XX:InitialRAMPercentage=40", "-XX:NewRatio=3");

    private static final Map<String, String> MEMORY_LIMITS = Map.of("hotel-server", "320m", "reserve-client", "384m");

    private ImageLaunch() {}

    /** A launch on a free gRPC port. */
    static ServiceLaunch of(String service, Jdk jdk, List<String> moreOptions, Map<String, String> settings) {
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-XX:MaxRAM=" + MEMORY_LIMITS.get(service));
        options.addAll(moreOptions);
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("GRPC_PORT", Integer.toString(Ports.free()));
        Path jar = ProjectFiles.built(service + "/target/" + service + ".jar");
        return ServiceLaunch.of(service, jar, environment, scratch().resolve(service + ".log"))
                .withJdk(jdk.home())
                .withJvmOptions(options);
    }

    /** A folder for files that are needed only during a run. */
    static Path scratch() {
        return ProjectFiles.folder("lab/bench/target/run");
    }
}
