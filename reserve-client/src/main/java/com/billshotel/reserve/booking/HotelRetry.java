package com.billshotel.reserve.booking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * What waits on the retryQueue under one key, in order of arrival, and how its attempts have fared. Not thread-safe: {@link
 * RetryQueue} guards it.
 */
final class HotelRetry {
    private final Object key;
    private final Deque<PendingMessage> waiting = new ArrayDeque<>();
    private BatchLimit limit = BatchLimit.FULL;
    private int failures;

    HotelRetry(Object key, int failures) {
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

    void add(PendingMessage item) {
        waiting.addLast(item);
    }

    /** The first of those that wait, as many as may be tried together. They stay until they have passed. */
    List<PendingMessage> head() {
        List<PendingMessage> head = new ArrayList<>();
        int bytes = 0;
        for (PendingMessage item : waiting) {
            if (!limit.admits(head.size(), bytes, item)) {
                break;
            }
            head.add(item);
            bytes += item.bytes();
        }
        return head;
    }

    /** Takes the first ones out as long as they are such. */
    List<PendingMessage> removeWhile(Predicate<PendingMessage> such) {
        List<PendingMessage> removed = new ArrayList<>();
        while (!waiting.isEmpty() && such.test(waiting.peekFirst())) {
            removed.add(waiting.removeFirst());
        }
        return removed;
    }

    PendingMessage removeFirst() {
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
