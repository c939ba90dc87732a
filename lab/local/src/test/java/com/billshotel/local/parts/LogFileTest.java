package com.billshotel.local.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    Path folder;

    @Test
    void lines_replaceOrFollowThoseOfTheLastRun() {
        Path file = folder.resolve("service.log");

        write(file, false, "first");
        write(file, true, "second");
        assertThat(file).hasContent("first\nsecond\n");

        write(file, false, "third");
        assertThat(file).hasContent("third\n");
    }

    @Test
    void missingFolder_losesTheLinesOnly() {
        Path file = folder.resolve("missing").resolve("service.log");

        assertThatCode(() -> write(file, false, "line")).doesNotThrowAnyException();
        assertThat(file).doesNotExist();
    }

    /** Writing to this device fails as on a full disk. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDisk_losesTheLinesOnly() {
        Path full = Path.of("/dev/full");

        assertThat(Files.isWritable(full)).isTrue();
        assertThatCode(() -> write(full, true, "line")).doesNotThrowAnyException();
    }

    private static void write(Path file, boolean appends, String line) {
        try (LogFile log = new LogFile(file, appends)) {
            log.write(line);
        }
    }
}
