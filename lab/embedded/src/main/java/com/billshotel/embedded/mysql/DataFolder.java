package com.billshotel.embedded.mysql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One server's data folder: either the caller's, which is kept, or a temporary one. */
final class DataFolder {
    /** Marker file, present while the pristine data is copied. A folder that still has it is incomplete and is refilled. */
    private static final String UNFINISHED = "bills-hotel.unfinished";

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
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    boolean isTemporary() {
        return temporary;
    }

    /**
     * Copies the pristine data into the folder if it is new or incomplete. Copying takes a tenth of the time of an
     * installation.
     *
     * @throws IllegalStateException if the folder holds anything other than MariaDB data; it is left unchanged
     * @throws UncheckedIOException if the folder cannot be written
     */
    void prepare(Path pristine) {
        try {
            Files.createDirectories(path);
            if (isIncomplete() || FileTrees.isEmpty(path)) {
                copyFrom(pristine);
            } else if (!holdsData()) {
                throw new IllegalStateException(
                        "Folder " + path + " is not empty, but holds no MariaDB data: choose another folder");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare the data folder " + path, e);
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
        Files.createFile(path.resolve(UNFINISHED));
        FileTrees.copyContent(pristine, path);
        Files.delete(path.resolve(UNFINISHED));
    }
}
