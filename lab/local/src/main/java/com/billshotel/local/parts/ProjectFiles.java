package com.billshotel.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project's own files are. */
public final class ProjectFiles {
    /** Set by the scripts in {@code bin}; tests run in the module's folder. */
    private static final Path ROOT = Path.of(System.getProperty("bills-hotel.root", "../.."))
            .toAbsolutePath()
            .normalize();

    private ProjectFiles() {}

    public static Path hotelServerJar() {
        return built("hotel-server/target/hotel-server.jar");
    }

    public static Path reserveClientJar() {
        return built("reserve-client/target/reserve-client.jar");
    }

    /** The text of a script in {@code sql}. */
    public static String sql(String name) {
        try {
            return Files.readString(ROOT.resolve("sql").resolve(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A folder for logs, made if need be; {@code mvn clean} removes it. */
    public static Path logs() {
        try {
            return Files.createDirectories(ROOT.resolve("lab/local/target/logs"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** @throws LocalException if this jar, given as a path from the project's root, is not built */
    public static Path built(String jar) {
        Path path = ROOT.resolve(jar);
        if (!Files.exists(path)) {
            throw new LocalException(path + " is missing: build it with mvn package");
        }
        return path;
    }
}
