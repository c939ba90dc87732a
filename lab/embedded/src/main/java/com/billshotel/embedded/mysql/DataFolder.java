package com.billshotel.embedded.mysql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that holds one server's data: the caller's, which is kept, or a temporary one. */
final class DataFolder {
    /** There while a pristine folder is being copied; a folder that still has it was cut short and starts afresh. */
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
     * Makes sure that there are data, copying the pristine ones if the folder is new. Copying takes a tenth of the time that
     * an installation takes.
     *
     * @throws IllegalStateException if the folder holds something else, which is then left as it is
     */
    void prepare(Path pristine) {
        try {
            Files.createDirectories(path);
            if (isCutShort() || FileTrees.isEmpty(path)) {
                copyFrom(pristine);
            } else if (!holdsData()) {
                throw new IllegalStateException(
                        "Folder " + path + " is not empty, but holds no MariaDB data: name another");
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

    private boolean isCutShort() {
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
