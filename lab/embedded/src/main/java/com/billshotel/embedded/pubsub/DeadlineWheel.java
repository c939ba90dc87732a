package com.billshotel.embedded.pubsub;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The deadlines of one subscription in a timer wheel: setting, moving and dropping one is O(1) and leaves no garbage,
 * which matters because client libraries move the deadline of every message they get. A deadline is never early, and
 * late by one tick at most. Not thread-safe: its {@link Backlog} guards it.
 */
final class DeadlineWheel {
    static final long TICK_NANOS = 50_000_000;

    /** 819 s, more than the 600 s that the longest lease or back-off may take. */
    private static final int SLOTS = 1 << 14;

    private final Delivery[] slots = new Delivery[SLOTS];
    private final long origin;
    private long position;
    private int size;

    DeadlineWheel(long nowNanos) {
        origin = nowNanos;
    }

    int size() {
        return size;
    }

    /** Sets the deadline, in place of the one it may have had. */
    void schedule(Delivery delivery, long nowNanos, long delayNanos) {
        cancel(delivery);
        delivery.dueTick = tickAt(nowNanos + delayNanos) + 1;
        link(delivery, slotOf(delivery.dueTick));
        size++;
    }

    /** Drops the deadline, if there is one. */
    void cancel(Delivery delivery) {
        if (delivery.dueTick == Delivery.NOT_SCHEDULED) {
            return;
        }
        unlink(delivery, slotOf(delivery.dueTick));
        delivery.dueTick = Delivery.NOT_SCHEDULED;
        size--;
    }

    /** Takes out everything that is due, in the order of deadlines. */
    List<Delivery> advance(long nowNanos) {
        long now = tickAt(nowNanos);
        List<Delivery> due = new ArrayList<>();
        long first = Math.max(position + 1, now - SLOTS + 1);
        for (long tick = first; tick <= now && size > 0; tick++) {
            drain(slotOf(tick), now, due);
        }
        position = now;
        return due;
    }

    private void drain(int slot, long now, List<Delivery> due) {
        int first = due.size();
        Delivery delivery = slots[slot];
        while (delivery != null) {
            Delivery following = delivery.next;
            // After a long pause of the process a slot may also hold deadlines of the next turn.
            if (delivery.dueTick <= now) {
                cancel(delivery);
                due.add(delivery);
            }
            delivery = following;
        }
        // A slot lists the newest first, but what was sent first shall come back first.
        Collections.reverse(due.subList(first, due.size()));
    }

    private void link(Delivery delivery, int slot) {
        Delivery head = slots[slot];
        delivery.next = head;
        if (head != null) {
            head.previous = delivery;
        }
        slots[slot] = delivery;
    }

    private void unlink(Delivery delivery, int slot) {
        if (delivery.previous == null) {
            slots[slot] = delivery.next;
        } else {
            delivery.previous.next = delivery.next;
        }
        if (delivery.next != null) {
            delivery.next.previous = delivery.previous;
        }
        delivery.previous = null;
        delivery.next = null;
    }

    private long tickAt(long nanos) {
        return (nanos - origin) / TICK_NANOS;
    }

    private static int slotOf(long tick) {
        return (int) (tick & (SLOTS - 1));
    }
}
