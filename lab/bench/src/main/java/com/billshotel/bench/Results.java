package com.billshotel.bench;

import com.billshotel.local.parts.LabException;
import com.google.common.base.Throwables;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of one run, and the reasons for missing ones. Withholds every figure whose audit found problems. */
final class Results {
    /** A part of the benchmark. */
    @FunctionalInterface
    interface Part {
        void run() throws Exception;
    }

    /**
     * Why a figure is missing.
     *
     * @param failed whether this is a failure, rather than something that this machine lacks
     */
    record Gap(boolean failed, String reason) {}

    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final Map<String, Gap> gaps = new LinkedHashMap<>();
    private final StringBuilder failures = new StringBuilder();

    /**
     * Adds a figure.
     *
     * @param problems the audit's findings; unless empty, the figure is withheld permanently
     */
    void add(String name, double value, List<String> problems) {
        if (!problems.isEmpty()) {
            leaveOut(
                    name,
                    new Gap(true, "inconsistent: " + problems.get(0) + (problems.size() == 1 ? "" : ", and more")));
        } else if (!gaps.containsKey(name)) {
            figures.put(name, value);
        }
    }

    /** Marks a figure as missing, because this machine lacks something, and removes it if it was added. */
    void withhold(String name, String reason) {
        leaveOut(name, new Gap(false, reason));
    }

    /**
     * Runs a part of the benchmark. If it fails, those of its figures that it has not added are missing, and the others are not
     * affected.
     *
     * @param name used in the reason
     * @throws InterruptedException if this thread is interrupted, which is no failure
     */
    void attempt(String name, List<String> produced, Part part) throws InterruptedException {
        try {
            part.run();
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failure) {
            Gap gap = new Gap(true, name + ": " + reason(failure));
            produced.stream().filter(figure -> !figures.containsKey(figure)).forEach(figure -> leaveOut(figure, gap));
            failures.append(name).append(": ").append(Throwables.getStackTraceAsString(failure));
        }
    }

    /** The figures in a file that {@link Report} wrote. */
    static Results read(Path json) throws IOException {
        Results results = new Results();
        JsonParser.parseString(Files.readString(json))
                .getAsJsonObject()
                .getAsJsonObject("figures")
                .entrySet()
                .forEach(
                        figure -> results.add(figure.getKey(), figure.getValue().getAsDouble(), List.of()));
        return results;
    }

    /** Whether a part failed, or an audit found problems, which is a defect of the system or of the benchmark. */
    boolean hasFailures() {
        return !failures.isEmpty() || gaps.values().stream().anyMatch(Gap::failed);
    }

    /** The stack traces of the parts that failed; empty if none did. */
    String failures() {
        return failures.toString();
    }

    OptionalDouble get(String name) {
        Double value = figures.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Why a figure is missing; empty if it is present or was not requested. */
    Optional<Gap> gap(String name) {
        return Optional.ofNullable(gaps.get(name));
    }

    /** One figure divided by another; empty unless both are present. */
    OptionalDouble ratio(String dividend, String divisor) {
        OptionalDouble above = get(dividend);
        OptionalDouble below = get(divisor);
        return above.isPresent() && below.isPresent()
                ? OptionalDouble.of(above.getAsDouble() / below.getAsDouble())
                : OptionalDouble.empty();
    }

    Map<String, Double> figures() {
        return figures;
    }

    Map<String, Gap> gaps() {
        return gaps;
    }

    private void leaveOut(String name, Gap gap) {
        figures.remove(name);
        gaps.putIfAbsent(name, gap);
    }

    /** One line; only an unexpected failure needs its stack trace, which is in {@link #failures}. */
    private static String reason(Exception failure) {
        String text = failure instanceof LabException ? failure.getMessage() : failure.toString();
        return text.lines().findFirst().orElse("");
    }
}
