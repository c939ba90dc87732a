package com.billshotel.local.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A JDK to run the services on. */
public record Jdk(Path home) {
    private static final List<Path> USUAL_PLACES = List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"));

    public static Jdk running() {
        return new Jdk(Path.of(System.getProperty("java.home")));
    }

    /** A JDK 25, as in the images, which can start from an AOT cache; empty if this machine has none. */
    public static Optional<Jdk> withAotCache() throws IOException {
        for (Path place : USUAL_PLACES) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> homes = Files.list(place)) {
                    Optional<Jdk> found = homes.flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
                            .map(Jdk::new)
                            .filter(Jdk::isThatOfTheImages)
                            .findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether it has the version of the images' JDK, and so accepts all their options. */
    boolean isThatOfTheImages() {
        try {
            return Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"25");
        } catch (IOException noJdk) {
            return false;
        }
    }
}
