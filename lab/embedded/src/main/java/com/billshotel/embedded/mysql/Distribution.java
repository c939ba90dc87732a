package com.billshotel.embedded.mysql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A server's programs and a pristine data folder. Created once per version in the cache folder, read-only afterwards.
 *
 * <p>Both are created in a sibling folder under a file lock, which the system releases when its process dies, and then renamed.
 * Concurrent processes are therefore safe, and the next process deletes what a killed one left behind.
 */
final class Distribution {
    /** Version of the cache layout: raised when the layout changes, so that older caches are ignored. */
    private static final int LAYOUT = 1;

    private static final String COMPLETE = "complete";

    private final Path home;
    private final ServerPrograms programs;

    private Distribution(Path home, ServerPrograms programs) {
        this.home = home;
        this.programs = programs;
    }

    /**
     * Returns the distribution in this cache folder, creating it first if necessary.
     *
     * @throws MysqlStartException if the programs fail to run, or the folder cannot be written
     */
    static Distribution in(Path cacheFolder, ServerPrograms programs, Consumer<String> progress) {
        Distribution distribution = new Distribution(homeIn(cacheFolder, programs), programs);
        try {
            if (!distribution.isComplete()) {
                distribution.createOnce(progress);
            }
        } catch (IOException e) {
            throw MysqlStartException.unwritable(cacheFolder, e, CacheFolder.remedy());
        } catch (UncheckedIOException e) {
            throw MysqlStartException.unwritable(cacheFolder, e.getCause(), CacheFolder.remedy());
        }
        return distribution;
    }

    Vendor vendor() {
        return programs.vendor();
    }

    Path base() {
        return programs.base(home);
    }

    Path pristineData() {
        return programs.pristineData(home);
    }

    Path server() {
        return programs.server(home);
    }

    Path client() {
        return programs.client(home);
    }

    Map<String, String> environment() {
        return programs.environment(home);
    }

    private void createOnce(Consumer<String> progress) throws IOException {
        synchronized (Distribution.class) { // a file lock excludes other processes, but not other threads of this one
            createLocked(progress);
        }
    }

    private void createLocked(Consumer<String> progress) throws IOException {
        Files.createDirectories(home.getParent());
        Path lockFile = home.resolveSibling(home.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                progress.accept("Waiting for another process that is unpacking MariaDB");
                channel.lock();
            }
            if (!isComplete()) {
                create(progress);
            }
        }
    }

    private void create(Consumer<String> progress) throws IOException {
        Path partial = home.resolveSibling(home.getFileName() + ".partial");
        FileTrees.delete(partial);
        FileTrees.delete(home);
        DiskSpace.require(home.getParent(), programs.megabytes(), "Unpacking MariaDB", CacheFolder.remedy());
        try {
            Files.createDirectories(partial);
            programs.createIn(partial, progress);
            Files.createFile(partial.resolve(COMPLETE));
            Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileTrees.delete(partial);
        }
    }

    private boolean isComplete() {
        return Files.exists(home.resolve(COMPLETE));
    }

    /** For example {@code mariadb-11.4.5-linux-1} in the cache folder. */
    static Path homeIn(Path cacheFolder, ServerPrograms programs) {
        return cacheFolder.toAbsolutePath().resolve(programs.cacheName() + "-" + LAYOUT);
    }
}
