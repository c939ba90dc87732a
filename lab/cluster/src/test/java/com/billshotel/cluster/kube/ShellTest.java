package com.billshotel.cluster.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.local.parts.LabException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    @TempDir
    private Path home;

    private Shell shell;

    @BeforeEach
    void create() {
        shell = new Shell(home, home);
    }

    @Test
    void run_usesItsOwnHome() throws Exception {
        assertThat(shell.run("cd ~ && pwd -P").strip())
                .isEqualTo(home.toRealPath().toString());
    }

    @Test
    void run_returnsBothStreams() {
        assertThat(shell.run("echo out; echo err >&2")).isEqualTo("out\nerr\n");
    }

    @Test
    void run_stopsAtTheFirstFailure() {
        assertThatThrownBy(() -> shell.run("echo before; false | true; echo after"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("exit code 1")
                .hasMessageEndingWith("\nbefore");
    }
}
