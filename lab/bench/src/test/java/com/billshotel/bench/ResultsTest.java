package com.billshotel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final Machine MACHINE = new Machine("now", "a cpu", 2, 0, "an OS", "17", "a MySQL");

    private final Results results = new Results();

    @Test
    void add_ofAConsistentRun_isReported() {
        results.add("pipeline_per_s", 31_000, List.of());

        assertThat(results.get("pipeline_per_s")).hasValue(31_000);
        assertThat(results.isInconsistent()).isFalse();
        assertThat(printed()).contains("31,000");
    }

    @Test
    void add_ofAnInconsistentRun_isWithheld() {
        results.add("pipeline_per_s", 31_000, List.of("a held room without a reservation, 7, 1"));

        assertThat(results.get("pipeline_per_s")).isEmpty();
        assertThat(results.isInconsistent()).isTrue();
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
    void file_containsFiguresAndReasonsForMissingOnes(@TempDir Path folder) throws Exception {
        results.add("sql_per_s", 40_000, List.of());
        results.withhold("emulator_per_s", "no emulator");

        new Report(MACHINE, "quick", results).write(folder);

        assertThat(Files.readString(folder.resolve("latest.json")))
                .contains("\"sql_per_s\": 40000.0", "\"emulator_per_s\": \"no emulator\"");
        assertThat(folder.resolve("throughput.svg")).isNotEmptyFile();
        assertThat(folder.resolve("throughput.png")).isNotEmptyFile();
    }

    @Test
    void median_ofRounds_isTheMiddle() {
        assertThat(ThroughputMeasurement.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(ThroughputMeasurement.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
    }

    private String printed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Report(MACHINE, "quick", results).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
