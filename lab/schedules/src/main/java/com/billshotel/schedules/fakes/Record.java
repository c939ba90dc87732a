package com.billshotel.schedules.fakes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What happened to each message in one run, and which properties that violated. */
public final class Record {
    private final Map<Integer, List<Long>> accepted = new TreeMap<>();
    private final Map<Integer, Set<Long>> decided = new TreeMap<>();
    private final Map<Integer, Set<Long>> stored = new TreeMap<>();
    private final Map<String, String> settled = new HashMap<>();
    private final Map<Long, String> deciders = new HashMap<>();
    private final Set<String> storedMessages = new LinkedHashSet<>();
    private final List<String> violations = new ArrayList<>();

    void accepted(int hotelId, long id) {
        accepted.computeIfAbsent(hotelId, any -> new ArrayList<>()).add(id);
    }

    void decided(int hotelId, long id, String thread) {
        decided.computeIfAbsent(hotelId, any -> new LinkedHashSet<>()).add(id);
        deciders.put(id, thread);
    }

    void stored(Integer hotelId, Long id, String messageId) {
        storedMessages.add(messageId);
        if (hotelId != null) {
            stored.computeIfAbsent(hotelId, any -> new LinkedHashSet<>()).add(id);
        }
    }

    void acknowledged(String messageId) {
        if (!storedMessages.contains(messageId)) {
            violations.add("message " + messageId + " was acknowledged before it was stored");
        }
        settled(messageId, "acknowledged");
    }

    void nacked(String messageId) {
        settled(messageId, "nacked");
    }

    private void settled(String messageId, String how) {
        String before = settled.put(messageId, how);
        if (before != null) {
            violations.add("message " + messageId + " was " + before + ", then " + how);
        }
    }

    /** The number of messages that were acknowledged or nacked. */
    public int settled() {
        return settled.size();
    }

    /** The thread of the last decision on a reservation; null if it was never decided. */
    public String decider(long id) {
        return deciders.get(id);
    }

    /** Requires that no message was acknowledged before its store, and none was settled twice. */
    public void requireSafety() {
        require(violations.isEmpty(), String.join("; ", violations));
    }

    /** Requires that this many messages were acknowledged, and none was nacked. */
    public void requireAllAcknowledged(int messages) {
        require(
                settled.size() == messages && !settled.containsValue("nacked"),
                "of " + messages + " messages, these are settled: " + settled);
    }

    /**
     * Requires that each hotel's messages were first decided in the order in which they were accepted.
     *
     * @param exempt a message that may be anywhere; null if none
     */
    public void requireDecidedInOrder(Long exempt) {
        requireOrder("decided", decided, exempt);
    }

    /** Requires the same of the stores; see {@link #requireDecidedInOrder}. */
    public void requireStoredInOrder(Long exempt) {
        requireOrder("stored", stored, exempt);
    }

    private void requireOrder(String what, Map<Integer, Set<Long>> done, Long exempt) {
        accepted.forEach((hotel, ids) -> {
            List<Long> expected = new ArrayList<>(ids);
            expected.remove(exempt);
            List<Long> actual = new ArrayList<>(done.getOrDefault(hotel, Set.of()));
            actual.remove(exempt);
            require(actual.equals(expected), "hotel " + hotel + ": accepted " + expected + ", " + what + " " + actual);
        });
    }

    /** @throws AssertionError with this message unless the condition holds */
    public static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
