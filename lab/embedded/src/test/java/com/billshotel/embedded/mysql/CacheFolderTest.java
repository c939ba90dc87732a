package com.billshotel.embedded.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
    private static final Path HOME = Path.of("home");

    @Test
    void linux_followsXdg() {
        assertThat(CacheFolder.of("Linux", HOME, Map.of("XDG_CACHE_HOME", "fast")))
                .isEqualTo(Path.of("fast", "bills-hotel"));
        assertThat(CacheFolder.of("Linux", HOME, Map.of())).isEqualTo(HOME.resolve(Path.of(".cache", "bills-hotel")));
    }

    @Test
    void linux_usesTheHomeOfTheEnvironment() {
        assertThat(CacheFolder.of("Linux", Path.of("?"), Map.of("HOME", "home")))
                .isEqualTo(HOME.resolve(Path.of(".cache", "bills-hotel")));
    }

    @Test
    void otherSystems_followXdg_ifItIsSet() {
        for (String system : new String[] {"Mac OS X", "Windows 11"}) {
            assertThat(CacheFolder.of(system, HOME, Map.of("XDG_CACHE_HOME", "fast", "LOCALAPPDATA", "local")))
                    .isEqualTo(Path.of("fast", "bills-hotel"));
        }
    }

    @Test
    void macOs_usesLibraryCaches() {
        assertThat(CacheFolder.of("Mac OS X", HOME, Map.of()))
                .isEqualTo(HOME.resolve(Path.of("Library", "Caches", "bills-hotel")));
    }

    @Test
    void windows_usesLocalAppData() {
        assertThat(CacheFolder.of("Windows 11", HOME, Map.of("LOCALAPPDATA", "local")))
                .isEqualTo(Path.of("local", "bills-hotel", "cache"));
    }
}
