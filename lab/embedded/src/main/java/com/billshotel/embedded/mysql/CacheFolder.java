package com.billshotel.embedded.mysql;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The user's cache folder for the unpacked binaries, following each operating system's convention. */
final class CacheFolder {
    private static final String NAME = "bills-hotel";

    private CacheFolder() {}

    static Path ofThisUser() {
        return of(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
    }

    static Path of(String system, Path home, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return fromEnvironment(
                            environment, "LOCALAPPDATA", home.resolve("AppData").resolve("Local"))
                    .resolve(NAME)
                    .resolve("cache");
        }
        if (name.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches").resolve(NAME);
        }
        return fromEnvironment(environment, "XDG_CACHE_HOME", home.resolve(".cache"))
                .resolve(NAME);
    }

    private static Path fromEnvironment(Map<String, String> environment, String variable, Path fallback) {
        String value = environment.getOrDefault(variable, "");
        return value.isBlank() ? fallback : Path.of(value);
    }
}
