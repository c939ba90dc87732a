package com.billshotel.embedded.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionIT {
    @TempDir
    Path cache;

    private ServerPrograms bundled;

    @BeforeEach
    void requireBundle() {
        Optional<ServerPrograms> ofThisPlatform = BundledServer.ofThisPlatform();
        assumeTrue(ofThisPlatform.isPresent(), "no MariaDB is bundled for this platform");
        bundled = ofThisPlatform.get();
    }

    /** On platforms without a bundle. */
    @Test
    void installedServer_getsItsOwnFolder() {
        Distribution unpacked = Distribution.in(CacheFolder.ofThisUser(), bundled, line -> {});
        InstalledServer installed = InstalledServer.of(unpacked.server());
        assertThat(installed.description()).isEqualTo("MariaDB 11.4.5, " + unpacked.server());

        Distribution distribution = Distribution.in(cache, installed, line -> {});

        assertThat(distribution.server()).isEqualTo(unpacked.server());
        assertThat(distribution.client()).isEqualTo(unpacked.client());
        assertThat(distribution.pristineData()).startsWith(cache);
        assertThat(distribution.pristineData().resolve("ibdata1")).isNotEmptyFile();
    }

    /** One test for all fresh-cache cases, because unpacking is slow. */
    @Test
    void cache_partlyWritten_isRepairedOnceAndThenReused() throws Exception {
        Path home = Distribution.homeIn(cache, bundled);
        Path halfWritten = Files.createDirectories(home.resolve("base").resolve("bin"));
        Files.writeString(halfWritten.resolve("mariadbd"), "half a file");
        Path leftover = Files.createDirectories(cache.resolve(home.getFileName() + ".partial"));
        Files.writeString(leftover.resolve("killed"), "while unpacking");
        List<String> progress = Collections.synchronizedList(new ArrayList<>());

        CompletableFuture<Distribution> other =
                CompletableFuture.supplyAsync(() -> Distribution.in(cache, bundled, progress::add));
        Distribution distribution = Distribution.in(cache, bundled, progress::add);
        other.join();

        assertThat(progress).hasSize(2).first().asString().startsWith("Unpacking");
        assertThat(distribution.server()).isExecutable();
        assertThat(distribution.pristineData().resolve("ibdata1")).isNotEmptyFile();
        assertThat(leftover).doesNotExist();

        Distribution.in(cache, bundled, progress::add);
        assertThat(progress).hasSize(2);
    }
}
