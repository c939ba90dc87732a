package com.billshotel.bench;

import com.billshotel.local.parts.Machine;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The results as a table, a JSON file and plots. */
final class Report {
    /** The file with the figures. */
    static final String FIGURES = "latest.json";

    private static final String FAILURES = "failures.log";

    private final Machine machine;
    private final String kind;
    private final Results results;
    private final Path folder;

    /** @param folder where the files are written */
    Report(Machine machine, String kind, Results results, Path folder) {
        this.machine = machine;
        this.kind = kind;
        this.results = results;
        this.folder = folder;
    }

    /** Prints what there is; a row without a value refers to a note below the table that says why. */
    void print(PrintStream out) {
        List<String> reasons = results.gaps().values().stream()
                .map(Results.Gap::reason)
                .distinct()
                .toList();
        out.println();
        out.println(AsciiTable.getTable(
                AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
                lines(reasons),
                List.of(
                        column("", HorizontalAlign.LEFT).with(Line::what),
                        column("measured", HorizontalAlign.RIGHT).with(Line::measured),
                        column("project's goal", HorizontalAlign.RIGHT).with(Line::goal),
                        column("", HorizontalAlign.LEFT).with(Line::verdict))));
        for (int i = 0; i < reasons.size(); i++) {
            out.printf("[%d] %s%n", i + 1, reasons.get(i));
        }
        out.printf("%s run at %s, load %.1f before it: %s%n", kind, machine.taken(), machine.loadBefore(), machine);
        out.println("results: " + folder);
        if (!results.failures().isEmpty()) {
            out.println("stack traces of the failures: " + folder.resolve(FAILURES));
        }
    }

    void write() throws IOException {
        Files.createDirectories(folder);
        Map<String, String> missing = new LinkedHashMap<>();
        results.gaps().forEach((figure, gap) -> missing.put(figure, gap.reason()));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("run", kind);
        content.put("machine", machine);
        content.put("figures", results.figures());
        content.put("missing", missing);
        Files.writeString(
                folder.resolve(FIGURES),
                new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(content) + "\n");
        Files.writeString(folder.resolve(FAILURES), results.failures());
        new Plots(results, folder).write();
    }

    private List<Line> lines(List<String> reasons) {
        List<Line> lines = new ArrayList<>();
        for (Goal goal : Goal.all()) {
            line(goal, reasons).ifPresent(lines::add);
        }
        return lines;
    }

    /** Empty for a figure that was not requested. */
    private Optional<Line> line(Goal goal, List<String> reasons) {
        OptionalDouble value = goal.value().apply(results);
        if (value.isPresent()) {
            return Optional.of(new Line(
                    goal.what(),
                    goal.formatted(value.getAsDouble()),
                    goal.formattedTarget(),
                    goal.isMet(value.getAsDouble()) ? "" : "missed"));
        }
        return goal.figures().stream()
                .flatMap(figure -> results.gap(figure).stream())
                .findFirst()
                .map(gap -> new Line(goal.what(), "-", goal.formattedTarget(), verdict(gap, reasons)));
    }

    private static String verdict(Results.Gap gap, List<String> reasons) {
        return (gap.failed() ? "failed" : "not measured") + " [" + (reasons.indexOf(gap.reason()) + 1) + "]";
    }

    private static Column column(String header, HorizontalAlign align) {
        return new Column().header(header).headerAlign(align).dataAlign(align).maxWidth(72);
    }

    private record Line(String what, String measured, String goal, String verdict) {}
}
