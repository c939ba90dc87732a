package com.billshotel.embedded.mysql;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where this user's unpacked binaries live, by each system's custom. */
final class CacheFolder {
    private static final String NAME = "bills-hotel";

    private CacheFolder() {}

    static Path ofThisUser() {
        return of(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
    }

    static Path of(String system, Path home, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return named(environment, "LOCALAPPDATA", home.resolve("AppData").resolve("Local"))
                    .resolve(NAME)
                    .resolve("cache");
        }
        if (name.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches").resolve(NAME);
        }
        return named(environment, "XDG_CACHE_HOME", home.resolve(".cache")).resolve(NAME);
    }

    private static Path named(Map<String, String> environment, String variable, Path otherwise) {
        String value = environment.getOrDefault(variable, "");
        return value.isBlank() ? otherwise : Path.of(value);
    }
}
