package com.billshotel.drill;

import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The picture in the documentation, and its raw data. */
final class Published {
    private static final Path FOLDER = ProjectFiles.ROOT.resolve("docs");

    private Published() {}

    /** Draws the picture again from its raw data, for example after a change of {@link Picture}. */
    static void redraw() throws IOException {
        Path data = FOLDER.resolve(Timeline.FILE);
        if (!Files.exists(data)) {
            throw new LabException(data + " is missing: run bin/drill --publish first");
        }
        Path scratch = ProjectFiles.folder("lab/drill/target/redrawn");
        new Picture(Timeline.read(data)).write(scratch);
        copy(Picture.PNG, scratch);
    }

    /** Replaces them with those in another folder. */
    static void replaceWith(Path results) throws IOException {
        copy(Timeline.FILE, results);
        copy(Picture.PNG, results);
    }

    private static void copy(String file, Path from) throws IOException {
        Files.copy(from.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
}
