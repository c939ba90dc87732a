package com.billshotel.drill.system;

import com.billshotel.local.parts.JavaCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What makes a service start fast enough to be killed often: no second compiler, the simplest collector, and an archive of the
 * classes that one start has loaded.
 */
final class ClassArchive {
    private static final List<String> FAST_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx512m", "-XX:-UsePerfData");
    private static final int WARM_UP_SECONDS = 4;

    private ClassArchive() {}

    /** The options for a jar; makes the archive unless there is one that is newer than the jar. */
    static List<String> options(Path jar, Map<String, String> settings, Path folder)
            throws IOException, InterruptedException {
        Path archive = folder.resolve(jar.getFileName() + ".jsa");
        if (!Files.exists(archive) || isOlder(archive, jar)) {
            Files.deleteIfExists(archive);
            record(jar, settings, archive);
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

    private static void record(Path jar, Map<String, String> settings, Path archive)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(FAST_START);
        options.add("-XX:ArchiveClassesAtExit=" + archive);
        Process once = JavaCommand.of(jar, options, settings)
                .redirectOutput(Redirect.DISCARD)
                .start();
        once.waitFor(WARM_UP_SECONDS, TimeUnit.SECONDS);
        once.destroy();
        once.waitFor();
    }
}
