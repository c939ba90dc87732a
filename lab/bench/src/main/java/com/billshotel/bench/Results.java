package com.billshotel.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of one run, and the reasons for missing ones. Withholds every figure whose audit found problems. */
final class Results {
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();
    private boolean inconsistent;

    /**
     * Adds a figure.
     *
     * @param problems the audit's findings; unless empty, the figure is withheld permanently
     */
    void add(String name, double value, List<String> problems) {
        if (!problems.isEmpty()) {
            inconsistent = true;
            withhold(name, "inconsistent: " + problems.get(0) + (problems.size() == 1 ? "" : ", and more"));
        } else if (!missing.containsKey(name)) {
            figures.put(name, value);
        }
    }

    /** Whether an audit found problems, which is a defect of the system or of the benchmark. */
    boolean isInconsistent() {
        return inconsistent;
    }

    /** Marks a figure as missing and removes it if it was added. */
    void withhold(String name, String reason) {
        figures.remove(name);
        missing.putIfAbsent(name, reason);
    }

    OptionalDouble get(String name) {
        Double value = figures.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Why a figure is missing; empty if it is present or was not requested. */
    Optional<String> missing(String name) {
        return Optional.ofNullable(missing.get(name));
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

    Map<String, String> missing() {
        return missing;
    }
}
