package com.billshotel.drill.system;

import com.billshotel.drill.crash.CrashPoint;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Which crash points are armed, and which have been reached. */
public final class CrashPlan {
    private static final int MOST_PASSES = 4;

    private final Random random;
    private boolean arms;
    private final Map<CrashPoint, Integer> hits = new EnumMap<>(CrashPoint.class);

    /** Nobody is armed until {@link #begin}. */
    public CrashPlan(long seed) {
        this.random = new Random(seed);
    }

    /** Arms those that start from now on. */
    public synchronized void begin() {
        arms = true;
    }

    /** A point for a process about to start: every other time one that was not reached yet, as long as there are such. */
    synchronized Optional<CrashPoint> next(Role role) {
        List<CrashPoint> left = missing().stream()
                .filter(point -> point.isInServer() == (role == Role.SERVER))
                .toList();
        if (!arms || left.isEmpty() || random.nextBoolean()) {
            return Optional.empty();
        }
        return Optional.of(left.get(random.nextInt(left.size())));
    }

    /** The agent's argument that arms it: often on a later pass, since a process at its first has only just begun to work. */
    synchronized String armed(CrashPoint point) {
        return point.name() + ":" + (point.isInDrain() ? 1 : 1 + random.nextInt(MOST_PASSES));
    }

    synchronized void hit(CrashPoint point) {
        hits.merge(point, 1, Integer::sum);
    }

    /** Those not reached yet. */
    public synchronized List<CrashPoint> missing() {
        return Arrays.stream(CrashPoint.values())
                .filter(point -> !hits.containsKey(point))
                .toList();
    }

    /** How many different ones were reached. */
    public synchronized int reached() {
        return hits.size();
    }

    /** How often processes died at one. */
    public synchronized int halts() {
        return hits.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public synchronized String toString() {
        return hits.entrySet().stream()
                .map(hit -> hit.getKey() + "=" + hit.getValue())
                .collect(Collectors.joining(" "));
    }
}
