package com.billshotel.cluster.report;

import com.billshotel.cluster.report.Finding.Verdict;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was measured and checked, in one table. */
public final class Report {
    private final List<Finding> findings = new ArrayList<>();
    private final Console console;

    public Report(Console console) {
        this.console = console;
    }

    /** A figure without a goal. */
    public void figure(String phase, String what, String measured) {
        add(new Finding(phase, what, measured, "", Verdict.GOOD));
    }

    /** A figure that should be at most this long. */
    public void atMost(String phase, String what, Duration measured, Duration goal) {
        Verdict verdict = measured.compareTo(goal) <= 0 ? Verdict.GOOD : Verdict.SLOW;
        add(new Finding(phase, what, seconds(measured), "<= " + seconds(goal), verdict));
    }

    /** A list that should be empty; shows how many there are, and the first. */
    public void none(String phase, String what, List<String> found) {
        String measured = found.isEmpty() ? "0" : found.size() + ", such as " + Console.shortened(found.get(0));
        add(new Finding(phase, what, measured, "0", Verdict.of(found.isEmpty())));
    }

    /** Something that should hold. */
    public void check(String phase, String what, boolean good) {
        add(new Finding(phase, what, good ? "yes" : "no", "yes", Verdict.of(good)));
    }

    /** A phase that was left out. */
    public void skipped(String phase, String why) {
        add(new Finding(phase, "SKIPPED", why, "", Verdict.GOOD));
    }

    /** A phase that could not be completed. */
    public void failed(String phase, String why) {
        add(new Finding(phase, "completed", Console.shortened(why), "yes", Verdict.BAD));
    }

    /**
     * Whether every goal was reached.
     *
     * @param toleratesSlow whether something may have taken longer than its goal
     */
    public boolean isGood(boolean toleratesSlow) {
        return findings.stream()
                .allMatch(finding ->
                        finding.verdict() == Verdict.GOOD || toleratesSlow && finding.verdict() == Verdict.SLOW);
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }

    /** The table for a terminal. */
    public String table() {
        return AsciiTable.getTable(
                AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
                findings,
                List.of(
                        column("phase").with(Finding::phase),
                        column("what").with(Finding::what),
                        column("measured").with(Finding::measured),
                        column("goal").with(Finding::goal),
                        column("").with(Finding::mark)));
    }

    /** Writes {@code results.md} and {@code results.csv}. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("results.md"), markdown());
        Files.writeString(folder.resolve("results.csv"), csv());
    }

    String markdown() {
        return rows().map(row -> row.stream()
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |\n")))
                .collect(Collectors.joining())
                .replaceFirst("\n", "\n|---|---|---|---|---|\n");
    }

    String csv() {
        return rows().map(row -> row.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",", "", "\n")))
                .collect(Collectors.joining());
    }

    private void add(Finding finding) {
        findings.add(finding);
        console.say(finding.what() + ": " + finding.measured()
                + (finding.goal().isEmpty() ? "" : " (goal: " + finding.goal() + ")")
                + (finding.mark().isEmpty() ? "" : "  " + finding.mark()));
    }

    private Stream<List<String>> rows() {
        return Stream.concat(
                Stream.of(List.of("phase", "what", "measured", "goal", "")),
                findings.stream()
                        .map(finding -> List.of(
                                finding.phase(), finding.what(), finding.measured(), finding.goal(), finding.mark())));
    }

    private static Column column(String header) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT)
                .maxWidth(80);
    }
}
