package com.billshotel.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project's own files are. */
final class ProjectFiles {
    /** Set by the scripts in {@code bin}; tests run in the module's folder. */
    private static final Path ROOT = Path.of(System.getProperty("bills-hotel.root", "../.."))
            .toAbsolutePath()
            .normalize();

    private ProjectFiles() {}

    static Path results() {
        return ROOT.resolve("lab/bench/results");
    }

    /** For what is of use only during a run; {@code mvn clean} removes it. */
    static Path scratch() throws IOException {
        return Files.createDirectories(ROOT.resolve("lab/bench/target/run"));
    }

    static Path jar(String service) {
        return ROOT.resolve(service).resolve("target").resolve(service + ".jar");
    }

    static String sql(String name) {
        try {
            return Files.readString(ROOT.resolve("sql").resolve(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
