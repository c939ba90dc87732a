package com.billshotel.embedded.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionIT {
    @TempDir
    Path cache;

    /** One test for all fresh-cache cases, because unpacking is slow. */
    @Test
    void cache_partlyWritten_isRepairedOnceAndThenReused() throws Exception {
        Path home = Distribution.homeIn(cache);
        Path halfWritten = Files.createDirectories(home.resolve("base").resolve("bin"));
        Files.writeString(halfWritten.resolve("mariadbd"), "half a file");
        Path leftover = Files.createDirectories(cache.resolve(home.getFileName() + ".partial"));
        Files.writeString(leftover.resolve("killed"), "while unpacking");
        List<String> progress = Collections.synchronizedList(new ArrayList<>());

        CompletableFuture<Distribution> other =
                CompletableFuture.supplyAsync(() -> Distribution.in(cache, progress::add));
        Distribution distribution = Distribution.in(cache, progress::add);
        other.join();

        assertThat(progress).hasSize(2).first().asString().startsWith("Unpacking");
        assertThat(distribution.server()).isExecutable();
        assertThat(distribution.pristineData().resolve("ibdata1")).isNotEmptyFile();
        assertThat(leftover).doesNotExist();

        Distribution.in(cache, progress::add);
        assertThat(progress).hasSize(2);
    }
}
