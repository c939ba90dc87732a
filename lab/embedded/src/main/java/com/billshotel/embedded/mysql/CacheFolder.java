package com.billshotel.embedded.mysql;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The user's cache folder for the unpacked binaries, following each operating system's convention; {@code XDG_CACHE_HOME} chooses
 * another one on all of them.
 */
final class CacheFolder {
    private static final String NAME = "bills-hotel";

    private static final String VARIABLE = "XDG_CACHE_HOME";

    private CacheFolder() {}

    /** What to do if it cannot be used, for messages. */
    static String remedy() {
        return "choose another folder with " + VARIABLE;
    }

    static Path ofThisUser() {
        return of(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
    }

    static Path of(String system, Path home, Map<String, String> environment) {
        return variable(environment, VARIABLE)
                .map(folder -> folder.resolve(NAME))
                .orElseGet(() -> byConvention(system.toLowerCase(Locale.ROOT), home, environment));
    }

    private static Path byConvention(String system, Path home, Map<String, String> environment) {
        if (system.startsWith("windows")) {
            return variable(environment, "LOCALAPPDATA")
                    .orElse(home.resolve("AppData").resolve("Local"))
                    .resolve(NAME)
                    .resolve("cache");
        }
        if (system.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches").resolve(NAME);
        }
        // The JDK takes the home from the list of users, where many containers' users are missing.
        return variable(environment, "HOME").orElse(home).resolve(".cache").resolve(NAME);
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
