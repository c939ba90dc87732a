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
    /** With the default backoff a quarantined message has some 12 s, in which others must succeed. */
    private static final int MAX_BLAMES = 7; // besides the failure that brought it here

    private final RetryKey key;
    private final Deque<PendingMessage> waiting = new ArrayDeque<>();
    private int failures = 1; // the one that brought the messages here
    private int blames;
    private Failure unprocessable; // null while they may still succeed

    HotelRetry(RetryKey key) {
        this.key = key;
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

    /** The next batch: the oldest messages, as many as the limit admits. They stay queued until {@link #settled}. */
    List<PendingMessage> head() {
        List<PendingMessage> head = new ArrayList<>();
        int bytes = 0;
        for (PendingMessage message : waiting) {
            if (!BatchLimit.FULL.admits(head.size(), bytes, message)) {
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

    /** The oldest {@code count} messages need no further attempt. */
    void settled(int count) {
        for (int i = 0; i < count; i++) {
            waiting.removeFirst();
        }
    }

    void passed() {
        failures = 0;
    }

    void failed() {
        failures++;
    }

    /** An attempt failed for this reason, and no other cause is known. After too many, the messages become dead letters. */
    void blame(Failure reason) {
        blames++;
        if (blames >= MAX_BLAMES) {
            unprocessable = reason;
        }
    }

    /** Why the messages become dead letters; null while they may still succeed. */
    Failure unprocessable() {
        return unprocessable;
    }
}
