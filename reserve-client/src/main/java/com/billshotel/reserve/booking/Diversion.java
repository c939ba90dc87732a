package com.billshotel.reserve.booking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * What waits on the detour under one key, in order of arrival, and how its attempts have fared. Not thread-safe: {@link
 * Detour} guards it.
 */
final class Diversion {
    private final Object key;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private BatchLimit limit = BatchLimit.FULL;
    private int failures;

    Diversion(Object key, int failures) {
        this.key = key;
        this.failures = failures;
    }

    Object key() {
        return key;
    }

    int failures() {
        return failures;
    }

    int size() {
        return waiting.size();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(Item item) {
        waiting.addLast(item);
    }

    /** The first of those that wait, as many as may be tried together. They stay until they have passed. */
    List<Item> head() {
        List<Item> head = new ArrayList<>();
        int bytes = 0;
        for (Item item : waiting) {
            if (!limit.admits(head.size(), bytes, item)) {
                break;
            }
            head.add(item);
            bytes += item.bytes();
        }
        return head;
    }

    /** Takes the first ones out as long as they are such. */
    List<Item> removeWhile(Predicate<Item> such) {
        List<Item> removed = new ArrayList<>();
        while (!waiting.isEmpty() && such.test(waiting.peekFirst())) {
            removed.add(waiting.removeFirst());
        }
        return removed;
    }

    Item removeFirst() {
        return waiting.removeFirst();
    }

    void passed(int count) {
        for (int i = 0; i < count; i++) {
            waiting.removeFirst();
        }
        failures = 0;
        limit = limit.withItems(limit.items() * 2);
    }

    void failed() {
        failures++;
    }

    /** The next attempt is to be half as large as this one was. */
    void halve(int count) {
        limit = limit.withItems(count / 2);
    }
}
