package com.billshotel.bench;

import com.billshotel.local.parts.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The results in the repository, which the documentation shows: the figures, and a picture of each plot. */
final class Published {
    static final Path FOLDER = ProjectFiles.ROOT.resolve("lab/bench/results");

    private Published() {}

    /** Replaces them with those in another folder, which must be complete. */
    static void replaceWith(Path results) throws IOException {
        List<String> files = new ArrayList<>(List.of(Report.FIGURES));
        Plots.NAMES.forEach(plot -> files.add(plot + ".png"));
        for (String file : files) {
            Files.copy(results.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Draws the pictures again from the figures, for example after a change of {@link Plots}. */
    static void redraw(Path scratch) throws IOException {
        Files.createDirectories(scratch);
        Files.copy(
                FOLDER.resolve(Report.FIGURES), scratch.resolve(Report.FIGURES), StandardCopyOption.REPLACE_EXISTING);
        new Plots(Results.read(scratch.resolve(Report.FIGURES)), scratch).write();
        replaceWith(scratch);
    }
}
