package com.billshotel.embedded.mysql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user can fix is explained in one line. */
class MysqlStartExceptionTest {
    @TempDir
    Path folder;

    @Test
    void cacheFolder_notWritable_namesTheVariable() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Distribution.in(
                        file.resolve("cache"),
                        new InstalledServer(Path.of("mariadbd"), Vendor.MARIADB, "11.4.5"),
                        line -> {}))
                .isInstanceOf(MysqlStartException.class)
                .hasMessageContaining(file.toString())
                .hasMessageEndingWith("choose another folder with XDG_CACHE_HOME")
                .message()
                .hasLineCount(1);
    }

    @Test
    void dataFolder_notWritable_namesTheAlternative() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataFolder.kept(file.resolve("data")).prepare(folder))
                .isInstanceOf(MysqlStartException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("MYSQL_HOST")
                .message()
                .hasLineCount(1);
    }

    @Test
    void fullDisk_saysHowMuchIsNeeded() {
        long tooMuch = 1_000_000_000_000L;

        assertThatThrownBy(() -> DiskSpace.require(folder, tooMuch, "Everything", "want less"))
                .isInstanceOf(MysqlStartException.class)
                .hasMessageStartingWith("Everything needs " + tooMuch + " MB in " + folder)
                .hasMessageEndingWith("or want less")
                .message()
                .hasLineCount(1);
    }
}
