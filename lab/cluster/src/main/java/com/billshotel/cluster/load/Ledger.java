package com.billshotel.cluster.load;

import java.time.Duration;
import java.util.Arrays;

/** When each message was published and when its row was seen. Messages have consecutive ids. */
final class Ledger {
    private static final long NEVER = Long.MIN_VALUE;
    private static final int FIRST_SIZE = 10_000;

    private final long firstId;
    private long[] published = new long[FIRST_SIZE];
    private long[] settled = new long[FIRST_SIZE];
    private int count;
    /** All messages before this one are settled. */
    private int lowestOpen;

    Ledger(long firstId) {
        this.firstId = firstId;
    }

    /** The id of the next message. */
    synchronized long nextId() {
        return firstId + count;
    }

    /** Records messages that were published at this time, and takes their ids. */
    synchronized void published(int messages, long nanos) {
        while (count + messages > published.length) {
            published = Arrays.copyOf(published, 2 * published.length);
            settled = Arrays.copyOf(settled, 2 * settled.length);
        }
        Arrays.fill(published, count, count + messages, nanos);
        Arrays.fill(settled, count, count + messages, NEVER);
        count += messages;
    }

    /** Records that a message's row was there at this time; only the first time counts. */
    synchronized void settled(long id, long nanos) {
        int index = index(id);
        if (index < count && settled[index] == NEVER) {
            settled[index] = nanos;
        }
        while (lowestOpen < count && settled[lowestOpen] != NEVER) {
            lowestOpen++;
        }
    }

    /** The lowest id without a row; {@link #nextId} if every message has one. */
    synchronized long lowestOpen() {
        return firstId + lowestOpen;
    }

    /** About the messages from one id to another, which is excluded. */
    synchronized Waits waits(long fromId, long toId) {
        int from = index(fromId);
        int to = index(toId);
        long[] waits = new long[to - from];
        long[] times = new long[to - from];
        int done = 0;
        for (int i = from; i < to; i++) {
            if (settled[i] != NEVER) {
                waits[done] = settled[i] - published[i];
                times[done] = settled[i];
                done++;
            }
        }
        Arrays.sort(waits, 0, done);
        Arrays.sort(times, 0, done);
        Duration longest = Duration.ofNanos(done == 0 ? 0 : waits[done - 1]);
        return new Waits(to - from, to - from - done, longest, longestGap(times, done));
    }

    private static Duration longestGap(long[] sorted, int count) {
        long gap = 0;
        for (int i = 1; i < count; i++) {
            gap = Math.max(gap, sorted[i] - sorted[i - 1]);
        }
        return Duration.ofNanos(gap);
    }

    private int index(long id) {
        return Math.toIntExact(id - firstId);
    }
}
