package com.billshotel.embedded.mysql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One server's data folder: either the caller's, which is kept, or a temporary one. */
final class DataFolder {
    /** Marker file, present while the pristine data is copied. A folder that still has it is incomplete and is refilled. */
    private static final String UNFINISHED = "bills-hotel.unfinished";

    /** 150 MB to start with, of MySQL 190 MB, and room to work. */
    private static final long MEGABYTES = 250;

    private static final String REMEDY = "set MYSQL_HOST to use a MySQL server of your own";

    private final Path path;
    private final boolean temporary;

    private DataFolder(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    static DataFolder kept(Path path) {
        return new DataFolder(path.toAbsolutePath(), false);
    }

    static DataFolder temporary() {
        try {
            return new DataFolder(Files.createTempDirectory("bills-hotel-mysql-"), true);
        } catch (IOException e) {
            throw MysqlStartException.unwritable(Path.of(System.getProperty("java.io.tmpdir")), e, REMEDY);
        }
    }

    Path path() {
        return path;
    }

    boolean isTemporary() {
        return temporary;
    }

    /** The path, if it is temporary. */
    Optional<Path> temporaryPath() {
        return temporary ? Optional.of(path) : Optional.empty();
    }

    /**
     * Copies the pristine data into the folder if it is new or incomplete. Copying takes a tenth of the time of an
     * installation.
     *
     * @throws MysqlStartException if the folder holds anything other than MariaDB data (it is left unchanged), its disk is full,
     *     or it cannot be written
     */
    void prepare(Path pristine) {
        try {
            Files.createDirectories(path);
            if (isIncomplete() || FileTrees.isEmpty(path)) {
                copyFrom(pristine);
            } else if (!holdsData()) {
                throw new MysqlStartException(
                        "Folder " + path + " is not empty, but holds no MariaDB data: choose another folder");
            }
        } catch (IOException e) {
            throw MysqlStartException.unwritable(path, e, REMEDY);
        } catch (UncheckedIOException e) {
            throw MysqlStartException.unwritable(path, e.getCause(), REMEDY);
        }
    }

    void removeIfTemporary() {
        if (temporary) {
            FileTrees.delete(path);
        }
    }

    private boolean isIncomplete() {
        return Files.exists(path.resolve(UNFINISHED));
    }

    private boolean holdsData() {
        return Files.exists(path.resolve("ibdata1"));
    }

    private void copyFrom(Path pristine) throws IOException {
        FileTrees.deleteContent(path);
        DiskSpace.require(temporary ? path.getParent() : path, MEGABYTES, "MariaDB's data", REMEDY);
        Files.createFile(path.resolve(UNFINISHED));
        FileTrees.copyContent(pristine, path);
        Files.delete(path.resolve(UNFINISHED));
    }
}
