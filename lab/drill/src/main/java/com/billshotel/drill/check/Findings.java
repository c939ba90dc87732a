package com.billshotel.drill.check;

import com.billshotel.drill.check.Violation.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The violations found: counts all of them and keeps the first 20 of each sort, so that none is crowded out of the report. */
public final class Findings {
    private static final int KEPT_OF_A_SORT = 20;

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Map<String, Integer> sorts = new HashMap<>();
    private final List<Violation> kept = new ArrayList<>();

    public Findings() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, 0);
        }
    }

    /** Adds a violation; those with the same format are of one sort. */
    public void add(Kind kind, Long reservation, String format, Object... arguments) {
        counts.merge(kind, 1, Integer::sum);
        if (sorts.merge(format, 1, Integer::sum) <= KEPT_OF_A_SORT) {
            kept.add(new Violation(kind, reservation, String.format(Locale.ROOT, format, arguments)));
        }
    }

    public boolean isEmpty() {
        return kept.isEmpty();
    }

    public int count(Kind kind) {
        return counts.get(kind);
    }

    /** The first 20 violations of each sort. */
    public List<Violation> violations() {
        return kept;
    }

    /** As {@code lost=0 doubled=0 overbooked=0 stuck=0}. */
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(count -> count.getKey().name().toLowerCase(Locale.ROOT) + "=" + count.getValue())
                .collect(Collectors.joining(" "));
    }
}
