package com.billshotel.schedules;

import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.ProjectFiles;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A copy of JDK 25 in which every operation that may switch threads calls Fray. jlink creates it in {@code target}, once, in
 * some ten seconds.
 */
final class InstrumentedJdk {
    private static final int VERSION = 25;
    private static final String JLINK_PLUGIN = "org/pastalab/fray/instrumentation/jdk/jlink/JlinkPlugin.class";
    private static final String AGENT = "org/pastalab/fray/instrumentation/agent/PreMainKt.class";
    private static final String NATIVE_AGENT = "libjvmti.so";
    private static final Path FOLDER = ProjectFiles.folder("lab/schedules/target/fray");

    private final Path home;
    private final Path nativeAgent;

    private InstrumentedJdk(Path home, Path nativeAgent) {
        this.home = home;
        this.nativeAgent = nativeAgent;
    }

    /** Why this machine cannot run Fray; empty if it can. */
    static Optional<String> obstacle() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.equals("Linux amd64")) {
            return Optional.of("the scheduler's native library is for Linux amd64, not " + system);
        }
        return original().isPresent()
                ? Optional.empty()
                : Optional.of("needs JDK " + VERSION + ": set JAVA_HOME to it, or install it below /usr/lib/jvm");
    }

    /** @throws LabException if there is an {@link #obstacle} */
    static InstrumentedJdk prepare() throws IOException, InterruptedException {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            throw new LabException(obstacle.get());
        }
        Path home = FOLDER.resolve("jdk");
        Path original = original().orElseThrow();
        Path marker = FOLDER.resolve("jdk.txt"); // written last
        String content =
                original.toRealPath() + " " + ClassPath.jarOf(JLINK_PLUGIN).getFileName();
        if (!Files.exists(marker) || !Files.readString(marker).equals(content)) {
            Files.deleteIfExists(marker);
            Folders.delete(home);
            link(original, home);
            Files.writeString(marker, content);
        }
        return new InstrumentedJdk(home, extractNativeAgent());
    }

    /** The command that starts Java with Fray, except the class path and what follows it. */
    List<String> java() {
        return List.of(
                home.resolve("bin/java").toString(),
                "-agentpath:" + nativeAgent,
                "-javaagent:" + ClassPath.jarOf(AGENT),
                // Without this, SynchronousQueue spins, which adds hundreds of steps to a schedule.
                "-XX:ActiveProcessorCount=1");
    }

    private static Optional<Path> original() {
        List<Path> candidates = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        Optional.ofNullable(System.getenv("JAVA_HOME")).map(Path::of).ifPresent(candidates::add);
        Optional.ofNullable(System.getenv("JAVA_HOME_25_X64")).map(Path::of).ifPresent(candidates::add);
        File[] installed = new File("/usr/lib/jvm").listFiles(File::isDirectory);
        if (installed != null) {
            Stream.of(installed).sorted().map(File::toPath).forEach(candidates::add);
        }
        return candidates.stream().filter(InstrumentedJdk::isUsable).findFirst();
    }

    private static boolean isUsable(Path jdk) {
        try {
            return Files.isExecutable(jdk.resolve("bin/jlink"))
                    && Files.readString(jdk.resolve("release")).contains("JAVA_VERSION=\"" + VERSION);
        } catch (IOException noJdk) {
            return false;
        }
    }

    private static void link(Path original, Path home) throws IOException, InterruptedException {
        String jars = String.join(File.pathSeparator, jarsOfFray());
        Path log = FOLDER.resolve("jlink.log");
        Process jlink = new ProcessBuilder(
                        original.resolve("bin/jlink").toString(),
                        "-J-javaagent:" + ClassPath.jarOf(JLINK_PLUGIN),
                        "-J--module-path=" + jars,
                        "-J--add-modules=org.pastalab.fray.instrumentation.jdk",
                        "-J--class-path=" + jars,
                        "--output=" + home,
                        "--add-modules=java.se,jdk.unsupported,jdk.management",
                        "--release-info=add:IMPLEMENTOR=Fray",
                        "--fray-instrumentation")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        if (jlink.waitFor() != 0) {
            throw new LabException("jlink failed: " + Files.readString(log).strip());
        }
    }

    private static List<String> jarsOfFray() {
        return ClassPath.jars()
                .filter(
                        jar -> jar.getFileName()
                                .toString()
                                .matches(
                                        "(fray-(instrumentation-(jdk|base)|runtime)|kotlin-(stdlib|reflect)|annotations-13|asm).*"))
                .map(Path::toString)
                .toList();
    }

    private static Path extractNativeAgent() throws IOException {
        Path file = FOLDER.resolve(NATIVE_AGENT);
        if (!Files.exists(file)) {
            Path part = Files.createTempFile(FOLDER, NATIVE_AGENT, ".part");
            try (InputStream content = InstrumentedJdk.class.getClassLoader().getResourceAsStream(NATIVE_AGENT)) {
                Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }
}
