package com.billshotel.embedded.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Plays platforms with and without a bundled server, with scripts in the place of installed ones. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the scripts need a POSIX shell")
class ServerChoiceTest {
    private static final String MARIADB_11_8 = "mariadbd  Ver 11.8.3-MariaDB-0+deb13u1 for debian-linux-gnu on aarch64";
    private static final String MARIADB_10_11 =
            "mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64";
    private static final String MYSQL_8_0 =
            "/usr/sbin/mysqld  Ver 8.0.45-0ubuntu0.24.04.1 for Linux on aarch64 ((Ubuntu))";

    private static final ServerPrograms BUNDLED = new InstalledServer(Path.of("bundled"), Vendor.MARIADB, "11.4.5");

    @TempDir
    Path folder;

    @Test
    void bundled_isPreferred() throws Exception {
        install("mariadbd", MARIADB_11_8);

        assertThat(choose(Map.of(), Optional.of(BUNDLED))).isSameAs(BUNDLED);
    }

    @Test
    void named_replacesTheBundled() throws Exception {
        Path server = install("mysqld", MYSQL_8_0);
        InstalledServer expected = new InstalledServer(server, Vendor.MYSQL, "8.0.45");

        assertThat(choose(Map.of("MYSQL_SERVER", "mysqld"), Optional.of(BUNDLED)))
                .isEqualTo(expected);
        assertThat(choose(Map.of("MYSQL_SERVER", server.toString()), Optional.of(BUNDLED)))
                .isEqualTo(expected);
    }

    @Test
    void named_thatDoesNotExist_saysWhatToSet() {
        assertThatThrownBy(() -> choose(Map.of("MYSQL_SERVER", "mysqld"), Optional.empty()))
                .isInstanceOf(MysqlStartException.class)
                .hasMessageStartingWith("MYSQL_SERVER=mysqld is not a program: set it to mariadbd, mysqld, or ");
    }

    @Test
    void named_thatIsNoServer_isRefused() throws Exception {
        install("mysqld", "hello");

        assertThatThrownBy(() -> choose(Map.of("MYSQL_SERVER", "mysqld"), Optional.empty()))
                .isInstanceOf(MysqlStartException.class)
                .hasMessageContaining("is not the server of MariaDB or MySQL");
    }

    @Test
    void installed_isFoundWhereNoneIsBundled() throws Exception {
        Path server = install("mariadbd", MARIADB_11_8);
        install("mysqld", MYSQL_8_0);

        assertThat(choose(Map.of(), Optional.empty()))
                .isEqualTo(new InstalledServer(server, Vendor.MARIADB, "11.8.3"))
                .extracting(ServerPrograms::cacheName)
                .isEqualTo("installed-mariadb-11.8.3");
    }

    @Test
    void installed_thatIsTooOld_isPassedOver() throws Exception {
        install("mariadbd", MARIADB_10_11);
        Path newer = install("mysqld", MYSQL_8_0);

        assertThat(choose(Map.of(), Optional.empty())).isEqualTo(new InstalledServer(newer, Vendor.MYSQL, "8.0.45"));
    }

    @Test
    void none_saysWhatToInstallOnOneLine() throws Exception {
        Path old = install("mariadbd", MARIADB_10_11);

        assertThatThrownBy(() -> choose(Map.of(), Optional.empty()))
                .isInstanceOf(MysqlStartException.class)
                .hasMessageStartingWith("No MariaDB is bundled for ")
                .hasMessageContaining("MariaDB 10.11.19, " + old + " is too old")
                .hasMessageContaining("install MariaDB 11.1 or MySQL 8.0.23, or later")
                .hasMessageContaining("MYSQL_HOST")
                .message()
                .hasLineCount(1);
    }

    private ServerPrograms choose(Map<String, String> environment, Optional<ServerPrograms> bundled) {
        return new ServerChoice(environment, bundled, List.of(folder)).choose();
    }

    private Path install(String name, String version) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\necho '" + version + "'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }
}
