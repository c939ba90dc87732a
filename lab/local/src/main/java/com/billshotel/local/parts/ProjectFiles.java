package com.billshotel.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Locates files of this project. */
public final class ProjectFiles {
    /** The project's root: set by the scripts in {@code bin}; tests run two levels below it, in a module's folder. */
    public static final Path ROOT = Path.of(System.getProperty("bills-hotel.root", "../.."))
            .toAbsolutePath()
            .normalize();

    private ProjectFiles() {}

    public static Path hotelServerJar() {
        return built("hotel-server/target/hotel-server.jar");
    }

    public static Path reserveClientJar() {
        return built("reserve-client/target/reserve-client.jar");
    }

    /** The options of every JVM that is started from {@code bin}, as an argument file. */
    public static Path jvmOptions() {
        return ROOT.resolve("bin/lib/jvm.args");
    }

    /** The content of a script in {@code sql}. */
    public static String sql(String name) {
        return text(ROOT.resolve("sql").resolve(name));
    }

    /** What a script in {@code bin} prints for {@code --help}, if it runs a Java program. */
    public static String help(String script) {
        return text(ROOT.resolve("bin/lib/help").resolve(script + ".txt"));
    }

    /** The content of a file. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The folder at this path below the root, created if it is missing. */
    public static Path folder(String path) {
        try {
            return Files.createDirectories(ROOT.resolve(path));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * A jar of this project.
     *
     * @param jar its path below the root
     * @throws LabException if it has not been built
     */
    public static Path built(String jar) {
        Path path = ROOT.resolve(jar);
        if (!Files.exists(path)) {
            throw new LabException(path + " is missing: build it with mvn package");
        }
        return path;
    }
}
