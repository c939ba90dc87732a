package com.billshotel.drill.system;

import com.billshotel.local.parts.ServiceLaunch;
import com.billshotel.local.parts.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * JVM options that let a service start fast enough to be killed often: the C1 compiler only, the serial collector, and an
 * archive of the classes that a previous start loaded.
 */
final class ClassArchive {
    private static final List<String> FAST_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx512m", "-XX:-UsePerfData");
    private static final Duration WARM_UP = Duration.ofSeconds(4);

    private ClassArchive() {}

    /** The options for a service of a release; records the archive unless one exists that is newer than the jar. */
    static List<String> options(ServiceLaunch launch, Release release) throws IOException, InterruptedException {
        Path archive = launch.log().resolveSibling(launch.jar().getFileName() + "-" + release.name() + ".jsa");
        if (!Files.exists(archive) || isOlder(archive, launch.jar())) {
            Files.deleteIfExists(archive);
            record(launch, archive);
        }
        List<String> options = new ArrayList<>(FAST_START);
        if (Files.exists(archive)) {
            options.add("-XX:SharedArchiveFile=" + archive);
        }
        return options;
    }

    private static boolean isOlder(Path archive, Path jar) throws IOException {
        return Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) < 0;
    }

    private static void record(ServiceLaunch launch, Path archive) throws InterruptedException {
        List<String> options = new ArrayList<>(FAST_START);
        options.add("-XX:ArchiveClassesAtExit=" + archive);
        try (ServiceProcess once = ServiceProcess.start(launch.withJvmOptions(options))) {
            once.awaitExit(WARM_UP);
        }
    }
}
