package com.billshotel.drill.faults;

import com.billshotel.drill.system.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Records which faults were injected, and when. */
public final class FaultTally {
    /**
     * One injected fault.
     *
     * @param nanos the time by {@link System#nanoTime}
     */
    public record Mark(long nanos, Fault fault) {}

    private final Map<Role, Integer> kills = new EnumMap<>(Role.class);
    private final Map<Role, Integer> pauses = new EnumMap<>(Role.class);
    private final Map<Role, Integer> restarts = new EnumMap<>(Role.class);
    private final List<Mark> marks = new ArrayList<>();

    synchronized void mark(Fault fault) {
        marks.add(new Mark(System.nanoTime(), fault));
    }

    synchronized void killed(Role role) {
        kills.merge(role, 1, Integer::sum);
    }

    synchronized void paused(Role role) {
        pauses.merge(role, 1, Integer::sum);
    }

    synchronized void restarted(Role role) {
        restarts.merge(role, 1, Integer::sum);
    }

    public synchronized int kills() {
        return sum(kills);
    }

    public synchronized int restarts() {
        return sum(restarts);
    }

    /** In chronological order. */
    public synchronized List<Mark> marks() {
        return List.copyOf(marks);
    }

    @Override
    public synchronized String toString() {
        long link = marks.stream()
                .filter(mark -> mark.fault().kind().equals("network"))
                .count();
        return "kills=" + sum(kills) + shares(kills) + " pauses=" + sum(pauses) + shares(pauses) + " restarts="
                + sum(restarts) + shares(restarts) + " link-faults=" + link;
    }

    private static int sum(Map<Role, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String shares(Map<Role, Integer> counts) {
        return counts.isEmpty()
                ? ""
                : counts.entrySet().stream()
                        .map(count -> count.getKey().name().toLowerCase(Locale.ROOT) + " " + count.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
