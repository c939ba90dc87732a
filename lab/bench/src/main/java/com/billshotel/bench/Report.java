package com.billshotel.bench;

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
    private final Machine machine;
    private final String kind;
    private final Results results;

    Report(Machine machine, String kind, Results results) {
        this.machine = machine;
        this.kind = kind;
        this.results = results;
    }

    void print(PrintStream out) {
        out.println();
        out.println(AsciiTable.getTable(
                AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
                lines(),
                List.of(
                        column("", HorizontalAlign.LEFT).with(Line::what),
                        column("measured", HorizontalAlign.RIGHT).with(Line::measured),
                        column("goal", HorizontalAlign.RIGHT).with(Line::goal),
                        column("", HorizontalAlign.LEFT).with(Line::verdict))));
        results.missing().forEach((figure, reason) -> out.println(figure + ": " + reason));
        out.printf(
                "%s run at %s on %s, %d cores, load %.1f before the run, %s, Java %s, %s%n",
                kind,
                machine.taken(),
                machine.cpu(),
                machine.cores(),
                machine.loadBefore(),
                machine.system(),
                machine.java(),
                machine.mysql());
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("run", kind);
        content.put("machine", machine);
        content.put("figures", results.figures());
        content.put("missing", results.missing());
        Files.writeString(
                folder.resolve("latest.json"),
                new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(content) + "\n");
        new Plots(results, folder).write();
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Goal goal : Goal.all()) {
            line(goal).ifPresent(lines::add);
        }
        return lines;
    }

    /** Empty for a figure that was not requested. */
    private Optional<Line> line(Goal goal) {
        OptionalDouble value = goal.value().apply(results);
        if (value.isPresent()) {
            return Optional.of(new Line(
                    goal.what(),
                    goal.formatted(value.getAsDouble()),
                    goal.formattedTarget(),
                    goal.isMet(value.getAsDouble()) ? "" : "missed"));
        }
        return results.missing(goal.figure())
                .map(any -> new Line(goal.what(), "-", goal.formattedTarget(), "see below"));
    }

    private static Column column(String header, HorizontalAlign align) {
        return new Column().header(header).headerAlign(align).dataAlign(align).maxWidth(72);
    }

    private record Line(String what, String measured, String goal, String verdict) {}
}
