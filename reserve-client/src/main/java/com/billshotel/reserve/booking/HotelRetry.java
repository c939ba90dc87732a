package com.billshotel.reserve.booking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The messages in the {@link RetryQueue} under one key, in order of arrival, and how their attempts have gone. The key is
 * usually a hotel; the malformed messages and each quarantined message have one, too. Not thread-safe: the queue guards it.
 */
final class HotelRetry {
    private final RetryKey key;
    private final Deque<PendingMessage> waiting = new ArrayDeque<>();
    private BatchLimit limit = BatchLimit.FULL;
    private int failures;

    HotelRetry(RetryKey key, int failures) {
        this.key = key;
        this.failures = failures;
    }

    RetryKey key() {
        return key;
    }

    /** Consecutive failed attempts. */
    int failures() {
        return failures;
    }

    int size() {
        return waiting.size();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(PendingMessage message) {
        waiting.addLast(message);
    }

    /** The next batch: the oldest messages, as many as the limit admits. They stay queued until {@link #passed}. */
    List<PendingMessage> head() {
        List<PendingMessage> head = new ArrayList<>();
        int bytes = 0;
        for (PendingMessage message : waiting) {
            if (!limit.admits(head.size(), bytes, message)) {
                break;
            }
            head.add(message);
            bytes += message.bytes();
        }
        return head;
    }

    /** Removes and returns the oldest messages up to the first that does not match. */
    List<PendingMessage> removeWhile(Predicate<PendingMessage> matches) {
        List<PendingMessage> removed = new ArrayList<>();
        while (!waiting.isEmpty() && matches.test(waiting.peekFirst())) {
            removed.add(waiting.removeFirst());
        }
        return removed;
    }

    PendingMessage removeFirst() {
        return waiting.removeFirst();
    }

    /** The oldest {@code count} messages are completed. */
    void passed(int count) {
        for (int i = 0; i < count; i++) {
            waiting.removeFirst();
        }
        failures = 0;
        limit = limit.withMessages(limit.messages() * 2);
    }

    void failed() {
        failures++;
    }

    /** Makes the next batch half the size of the last one, which had {@code count} messages. */
    void halve(int count) {
        limit = limit.withMessages(count / 2);
    }
}
