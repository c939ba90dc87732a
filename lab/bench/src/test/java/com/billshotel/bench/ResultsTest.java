package com.billshotel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.Machine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final Machine MACHINE = new Machine("now", "a cpu", 2, 16, 0, "an OS", "17", "a MySQL");
    private static final LabException ENDED =
            new LabException("reserve-client ended with exit code 1; see target/run/reserve-client.log");

    @TempDir
    Path folder;

    private final Results results = new Results();

    @Test
    void add_ofAConsistentRun_isReported() {
        results.add("pipeline_per_s", 31_000, List.of());

        assertThat(results.get("pipeline_per_s")).hasValue(31_000);
        assertThat(results.hasFailures()).isFalse();
        assertThat(printed()).contains("31,000");
    }

    @Test
    void add_ofAnInconsistentRun_isWithheld() {
        results.add("pipeline_per_s", 31_000, List.of("a held room without a reservation, 7, 1"));

        assertThat(results.get("pipeline_per_s")).isEmpty();
        assertThat(results.hasFailures()).isTrue();
        assertThat(printed()).doesNotContain("31,000").contains("a held room without a reservation, 7, 1");
    }

    /** One inconsistent round withholds the figure, before or after consistent ones. */
    @Test
    void add_afterAnInconsistentRound_staysWithheld() {
        results.add("hot_per_s", 20_000, List.of());
        results.add("hot_per_s", 20_000, List.of("a negative number of available rooms"));
        results.add("hot_per_s", 20_000, List.of());

        assertThat(results.get("hot_per_s")).isEmpty();
    }

    @Test
    void ratio_ofAMissingFigure_isMissing() {
        results.add("pipeline_per_s", 30_000, List.of());
        results.add("sql_per_s", 40_000, List.of("a negative number of available rooms"));

        assertThat(results.ratio("pipeline_per_s", "sql_per_s")).isEmpty();
        results.add("old_way_per_s", 1_000, List.of());
        assertThat(results.ratio("pipeline_per_s", "old_way_per_s")).hasValue(30);
    }

    @Test
    void table_ofMissedGoals_marksThem() {
        results.add("pipeline_per_s", 29_000, List.of());
        results.add("lock_errors", 1, List.of());

        assertThat(printed().lines().filter(line -> line.contains("missed"))).hasSize(2);
    }

    @Test
    void file_containsFiguresAndReasonsForMissingOnes() throws Exception {
        results.add("sql_per_s", 40_000, List.of());
        results.withhold("emulator_per_s", "no emulator");

        report().write();

        assertThat(Files.readString(folder.resolve("latest.json")))
                .contains("\"sql_per_s\": 40000.0", "\"emulator_per_s\": \"no emulator\"");
        assertThat(folder.resolve("throughput.svg")).isNotEmptyFile();
        assertThat(folder.resolve("throughput.png")).isNotEmptyFile();
    }

    @Test
    void read_ofAFile_findsItsFigures() throws Exception {
        results.add("sql_per_s", 40_000.5, List.of());
        report().write();

        assertThat(Results.read(folder.resolve("latest.json")).figures()).isEqualTo(results.figures());
    }

    @Test
    void attempt_thatFails_leavesOutOnlyWhatItHasNotAdded() throws Exception {
        results.add("sql_per_s", 40_000, List.of());

        results.attempt("services", List.of("processes_per_s", "memory_mb.hotel-server"), () -> {
            results.add("processes_per_s", 27_000, List.of());
            throw ENDED;
        });
        results.add("lock_errors", 0, List.of());

        assertThat(results.figures()).containsOnlyKeys("sql_per_s", "processes_per_s", "lock_errors");
        assertThat(results.gap("memory_mb.hotel-server"))
                .hasValue(new Results.Gap(true, "services: " + ENDED.getMessage()));
        assertThat(results.hasFailures()).isTrue();
    }

    @Test
    void attempt_thatIsInterrupted_endsTheRun() {
        assertThatThrownBy(() -> results.attempt("services", List.of("processes_per_s"), () -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void table_afterAFailure_saysWhatFailedAndNamesTheLog() throws Exception {
        results.add("pipeline_per_s", 31_000, List.of());
        results.withhold("emulator_per_s", "no emulator found");
        results.attempt("services", List.of("memory_mb.hotel-server", "memory_mb.reserve-client"), () -> {
            throw ENDED;
        });

        assertThat(printed().lines())
                .anyMatch(line -> line.contains("100 hotels") && line.contains("31,000"))
                .anyMatch(line -> line.contains("Google's emulator") && line.contains("not measured [1]"))
                .anyMatch(line -> line.contains("hotel-server: peak memory") && line.contains("failed [2]"))
                .anyMatch(line -> line.contains("reserve-client: peak memory") && line.contains("failed [2]"))
                .contains("[1] no emulator found")
                .contains("[2] services: reserve-client ended with exit code 1; see target/run/reserve-client.log");
    }

    @Test
    void failures_areWrittenWithTheirStackTraces() throws Exception {
        results.attempt("reads", List.of("get_per_s.1"), () -> {
            throw new IllegalStateException("asked for hotel 1, got nothing");
        });

        report().write();

        assertThat(printed()).contains("[1] reads: java.lang.IllegalStateException: asked for hotel 1, got nothing");
        assertThat(Files.readString(folder.resolve("failures.log"))).contains("at com.billshotel.bench.ResultsTest");
    }

    @Test
    void median_ofRounds_isTheMiddle() {
        assertThat(ThroughputMeasurement.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(ThroughputMeasurement.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
    }

    private Report report() {
        return new Report(MACHINE, "quick", results, folder);
    }

    private String printed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report().print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
