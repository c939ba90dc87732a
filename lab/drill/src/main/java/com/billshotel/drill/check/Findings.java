package com.billshotel.drill.check;

import com.billshotel.drill.check.Violation.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The violations found: counts all of them and keeps the first 100. */
public final class Findings {
    private static final int KEPT = 100;

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final List<Violation> kept = new ArrayList<>();

    public Findings() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, 0);
        }
    }

    public void add(Kind kind, Long reservation, String format, Object... arguments) {
        counts.merge(kind, 1, Integer::sum);
        if (kept.size() < KEPT) {
            kept.add(new Violation(kind, reservation, String.format(Locale.ROOT, format, arguments)));
        }
    }

    public boolean isEmpty() {
        return kept.isEmpty();
    }

    public int count(Kind kind) {
        return counts.get(kind);
    }

    /** The first 100 violations. */
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
