package com.billshotel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A JDK to run the services on. */
record Jdk(Path home) {
    private static final List<Path> USUAL_PLACES = List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"));

    static Jdk running() {
        return new Jdk(Path.of(System.getProperty("java.home")));
    }

    /** A JDK 25, as in the images, which can start from an AOT cache; empty if this machine has none. */
    static Optional<Jdk> withAotCache() throws IOException {
        for (Path place : USUAL_PLACES) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> homes = Files.list(place)) {
                    Optional<Jdk> found = homes.flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
                            .map(Jdk::new)
                            .filter(jdk -> jdk.isVersion("25"))
                            .findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean isVersion(String major) {
        try {
            return Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"" + major);
        } catch (IOException noJdk) {
            return false;
        }
    }
}
