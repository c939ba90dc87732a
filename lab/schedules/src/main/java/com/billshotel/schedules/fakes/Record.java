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

    /** Requires that each hotel's messages were first decided and first stored in the order in which they were accepted. */
    public void requireOrder(Long exempt) {
        accepted.forEach((hotel, ids) -> {
            requireOrder("decided", hotel, ids, decided.getOrDefault(hotel, Set.of()), exempt);
            requireOrder("stored", hotel, ids, stored.getOrDefault(hotel, Set.of()), exempt);
        });
    }

    private static void requireOrder(String what, int hotel, List<Long> accepted, Set<Long> done, Long exempt) {
        List<Long> expected = new ArrayList<>(accepted);
        expected.remove(exempt);
        List<Long> actual = new ArrayList<>(done);
        actual.remove(exempt);
        require(actual.equals(expected), "hotel " + hotel + ": accepted " + expected + ", " + what + " " + actual);
    }

    /** @throws AssertionError with this message unless the condition holds */
    public static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
