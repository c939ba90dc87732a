package com.billshotel.drill.system;

import com.billshotel.drill.crash.CrashPoint;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Decides which crash point each new process is armed with, and records which were reached. */
public final class CrashPlan {
    private static final int MAX_PASSES = 4;

    private final Random random;
    private boolean arms;
    private final Map<CrashPoint, Integer> hits = new EnumMap<>(CrashPoint.class);

    /** Arms no process until {@link #begin}. */
    public CrashPlan(long seed) {
        this.random = new Random(seed);
    }

    /** Starts to arm new processes. */
    public synchronized void begin() {
        arms = true;
    }

    /** The point to arm a new process with: in half of the cases one that was not reached yet, if any is left. */
    synchronized Optional<CrashPoint> next(Role role) {
        List<CrashPoint> left = missing().stream()
                .filter(point -> point.isInServer() == (role == Role.SERVER))
                .toList();
        if (!arms || left.isEmpty() || random.nextBoolean()) {
            return Optional.empty();
        }
        return Optional.of(left.get(random.nextInt(left.size())));
    }

    /** The agent's argument. The pass is random, because on the first one a process has barely started working. */
    synchronized String armed(CrashPoint point) {
        return point.name() + ":" + (point.isInDrain() ? 1 : 1 + random.nextInt(MAX_PASSES));
    }

    synchronized void hit(CrashPoint point) {
        hits.merge(point, 1, Integer::sum);
    }

    /** The points not reached yet. */
    public synchronized List<CrashPoint> missing() {
        return Arrays.stream(CrashPoint.values())
                .filter(point -> !hits.containsKey(point))
                .toList();
    }

    /** The number of distinct points reached. */
    public synchronized int reached() {
        return hits.size();
    }

    /** The number of processes halted at a point. */
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
