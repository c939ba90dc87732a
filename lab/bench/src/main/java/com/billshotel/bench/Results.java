package com.billshotel.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of one run, and which figures there are not and why. A figure whose run was inconsistent never gets in. */
final class Results {
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();
    private boolean inconsistent;

    /**
     * Takes a figure in.
     *
     * @param problems what the audit found after the run that yielded it; unless empty, the figure is withheld for good
     */
    void add(String name, double value, List<String> problems) {
        if (!problems.isEmpty()) {
            inconsistent = true;
            withhold(name, "inconsistent: " + problems.get(0) + (problems.size() == 1 ? "" : ", and others"));
        } else if (!missing.containsKey(name)) {
            figures.put(name, value);
        }
    }

    /** Whether a run ended in tables that do not agree: a defect, of the system or of the benchmark. */
    boolean isInconsistent() {
        return inconsistent;
    }

    /** There is no such figure, or there is no more. */
    void withhold(String name, String reason) {
        figures.remove(name);
        missing.putIfAbsent(name, reason);
    }

    OptionalDouble get(String name) {
        Double value = figures.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Why there is no such figure; empty if there is, or if it was not asked for. */
    Optional<String> missing(String name) {
        return Optional.ofNullable(missing.get(name));
    }

    /** One figure over another; empty unless both are there. */
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

    Map<String, String> missing() {
        return missing;
    }
}
