package com.billshotel.cluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final Report report = new Report(new Console(new PrintStream(OutputStream.nullOutputStream())));

    @Test
    void goals_thatAreReached_areGood() {
        report.figure("install", "apply to Ready", "20.0 s");
        report.atMost("rollout", "longest wait", Duration.ofMillis(2_999), Duration.ofSeconds(3));
        report.none("rollout", "lost", List.of());
        report.check("removal", "namespace gone", true);

        assertThat(report.isGood(false)).isTrue();
        assertThat(report.table()).doesNotContain("MISSED");
    }

    @Test
    void goal_thatIsMissed_isMarked() {
        report.atMost("rollout", "longest wait", Duration.ofMillis(3_001), Duration.ofSeconds(3));

        assertThat(report.isGood(false)).isFalse();
        assertThat(report.isGood(true)).isTrue();
        assertThat(report.table()).contains("3.0 s", "<= 3.0 s", "MISSED");
    }

    @Test
    void findings_thatShouldBeNone_areCounted() {
        report.none("rollout", "stack traces", List.of("first", "second"));

        assertThat(report.isGood(true)).isFalse();
        assertThat(report.csv()).contains("\"2, such as first\"");
    }

    @Test
    void phase_thatFails_isNotGood() {
        report.failed("install", "the first line\nthe second");

        assertThat(report.isGood(true)).isFalse();
        assertThat(report.markdown()).contains("| install | completed | the first line | yes | MISSED |");
    }

    @Test
    void phase_thatIsSkipped_isShownAndNoFailure() {
        report.skipped("upgrade", "no release");

        assertThat(report.isGood(false)).isTrue();
        assertThat(report.table()).contains("SKIPPED");
    }

    @Test
    void files_haveEveryRow(@TempDir Path folder) throws Exception {
        report.figure("install", "a | b", "say \"x\"");

        report.write(folder.resolve("new"));

        assertThat(folder.resolve("new/results.md"))
                .hasContent(
                        """
                        | phase | what | measured | goal |  |
                        |---|---|---|---|---|
                        | install | a \\| b | say "x" |  |  |
                        """);
        assertThat(folder.resolve("new/results.csv"))
                .hasContent(
                        """
                        "phase","what","measured","goal",""
                        "install","a | b","say \"\"x\"\"\","",""
                        """);
    }
}
