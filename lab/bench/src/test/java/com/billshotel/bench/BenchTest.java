package com.billshotel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.local.parts.ProjectFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    /** Otherwise everyone who tries the benchmark would change files of the repository. */
    @Test
    void results_byDefault_goToAFolderThatGitIgnores() {
        assertThat(new Bench().results()).isEqualTo(ProjectFiles.ROOT.resolve("lab/bench/target/results"));
    }

    @Test
    void plots_ofThePublishedFigures_canBeDrawnAgain(@TempDir Path folder) throws Exception {
        new Plots(Results.read(Published.FOLDER.resolve(Report.FIGURES)), folder).write();

        for (String plot : Plots.NAMES) {
            assertThat(folder.resolve(plot + ".png")).isNotEmptyFile();
            assertThat(Published.FOLDER.resolve(plot + ".png")).isNotEmptyFile();
        }
    }
}
